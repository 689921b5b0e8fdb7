WITH "t24" AS (
  SELECT
    *
  FROM (
    SELECT
      *
    FROM (
      SELECT
        "t0"."deal_id",
        "t0"."activity_id",
        "t0"."occurred_at",
        FALSE AS "is_sure"
      FROM "book_event" AS "t0"
      WHERE
        NOT (
          "t0"."is_automated"
        )
        AND "t0"."status" IN ('planned', 'moved', 'cancelled')
        AND "t0"."kind" IN ('meeting', 'call', 'demo')
    ) AS "t6"
    UNION ALL
    SELECT
      *
    FROM (
      SELECT
        "t0"."deal_id",
        "t0"."activity_id",
        "t0"."occurred_at" - 1209600 AS "occurred_at",
        FALSE AS "is_sure"
      FROM "book_event" AS "t0"
      WHERE
        NOT (
          "t0"."is_automated"
        )
        AND "t0"."kind" IN ('meeting', 'call', 'demo')
        AND "t0"."status" IN ('held', 'unknown')
        AND "t0"."direction" <> 'internal'
        AND "t0"."kind" <> 'call'
    ) AS "t7"
  ) AS "t14"
  UNION ALL
  SELECT
    *
  FROM (
    SELECT
      *
    FROM (
      SELECT
        *
      FROM (
        SELECT
          "t0"."deal_id",
          "t0"."activity_id",
          "t0"."occurred_at",
          TRUE AS "is_sure"
        FROM "book_event" AS "t0"
        WHERE
          NOT (
            "t0"."is_automated"
          )
          AND "t0"."kind" IN ('meeting', 'call', 'demo')
          AND "t0"."status" IN ('held', 'unknown')
          AND "t0"."direction" <> 'internal'
      ) AS "t8"
      UNION ALL
      SELECT
        *
      FROM (
        SELECT
          "t0"."deal_id",
          "t0"."activity_id",
          "t0"."occurred_at",
          TRUE AS "is_sure"
        FROM "book_event" AS "t0"
        WHERE
          NOT (
            "t0"."is_automated"
          )
          AND "t0"."kind" IN ('email', 'chat', 'letter')
          AND NOT (
            "t0"."status" IN ('planned', 'moved', 'cancelled')
          )
          AND "t0"."direction" = 'outbound'
      ) AS "t12"
    ) AS "t19"
    UNION ALL
    SELECT
      *
    FROM (
      SELECT
        *
      FROM (
        SELECT
          "t0"."deal_id",
          "t0"."activity_id",
          "t0"."occurred_at",
          TRUE AS "is_sure"
        FROM "book_event" AS "t0"
        WHERE
          NOT (
            "t0"."is_automated"
          )
          AND "t0"."kind" = 'call'
          AND "t0"."direction" = 'outbound'
          AND "t0"."status" = 'missed'
      ) AS "t9"
      UNION ALL
      SELECT
        *
      FROM (
        SELECT
          "t0"."deal_id",
          "t0"."activity_id",
          "t0"."occurred_at",
          FALSE AS "is_sure"
        FROM "book_event" AS "t0"
        WHERE
          NOT (
            "t0"."is_automated"
          )
          AND "t0"."kind" IN ('email', 'chat', 'letter')
          AND NOT (
            "t0"."status" IN ('planned', 'moved', 'cancelled')
          )
          AND "t0"."direction" = 'unknown'
      ) AS "t13"
    ) AS "t20"
  ) AS "t23"
), "t47" AS (
  SELECT
    "t46"."deal_id",
    "t46"."row_id",
    "t46"."written_at",
    "t46"."asked_at",
    "t46"."as_of",
    "t46"."is_look_back",
    "t46"."sure_at",
    "t46"."next_at",
    "t46"."place",
    "t46"."one_asks" AS "asks",
    (
      (
        (
          "t46"."next_at" IS NULL
        )
        AND (
          "t46"."as_of" >= (
            "t46"."asked_at" + 604800
          )
        )
      )
      OR COALESCE("t46"."next_at" >= (
        "t46"."asked_at" + 1209600
      ), FALSE)
    )
    AND NOT (
      (
        "t46"."next_at" IS NULL
      )
      AND COALESCE("t46"."is_look_back", FALSE)
      AND NOT (
        "t46"."one_asks"
      )
    ) AS "is_missing",
    COALESCE("t46"."sure_at" < (
      "t46"."asked_at" + 1209600
    ), FALSE) AS "is_answered"
  FROM (
    SELECT
      "t45".*
      EXCLUDE ("asks")
    FROM (
      SELECT
        *
      FROM (
        SELECT
          "t43"."deal_id",
          "t43"."row_id",
          "t43"."written_at",
          "t43"."asked_at",
          "t43"."asks",
          "t43"."as_of",
          "t43"."is_look_back",
          "t43"."sure_at",
          "t43"."next_at",
          ROW_NUMBER() OVER (
            PARTITION BY "t43"."deal_id", "t43"."next_at"
            ORDER BY "t43"."asked_at" ASC, "t43"."row_id" ASC
            ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
          ) - 1 AS "place",
          MAX(CASE WHEN "t43"."asks" THEN 1 ELSE 0 END) OVER (
            PARTITION BY "t43"."deal_id", "t43"."next_at"
            ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
          ) = 1 AS "one_asks"
        FROM (
          SELECT
            "t31"."deal_id",
            "t31"."row_id",
            "t31"."written_at",
            "t31"."asked_at",
            "t31"."asks",
            "t10"."as_of",
            "t10"."is_look_back",
            "t42"."sure_at",
            "t42"."next_at"
          FROM (
            SELECT
              *
            FROM (
              SELECT
                "t22"."deal_id",
                "t22"."row_id",
                "t22"."written_at",
                "t22"."asked_at",
                TRUE AS "asks"
              FROM (
                SELECT
                  "t0"."deal_id",
                  "t0"."activity_id",
                  "t0"."occurred_at",
                  "t0"."kind",
                  "t0"."direction",
                  "t0"."status",
                  "t0"."is_automated",
                  "t0"."buyers",
                  "t0"."unnamed",
                  "t0"."top_rank",
                  "t0"."owner_id",
                  "t0"."has_attachment",
                  "t0"."has_body",
                  "t0"."activity_id" AS "row_id",
                  "t0"."occurred_at" AS "written_at",
                  CASE
                    WHEN (
                      "t0"."occurred_at" % 86400
                    ) = 0
                    THEN "t0"."occurred_at" + 86399
                    ELSE "t0"."occurred_at"
                  END AS "asked_at"
                FROM "book_event" AS "t0"
                WHERE
                  "t0"."direction" = 'inbound'
                  AND "t0"."kind" IN ('email', 'chat', 'letter')
                  AND NOT (
                    "t0"."is_automated"
                  )
                  AND NOT (
                    "t0"."status" IN ('planned', 'moved', 'cancelled')
                  )
              ) AS "t22"
              SEMI JOIN (
                SELECT
                  *
                FROM "book_question" AS "t2"
                WHERE
                  "t2"."asked_in" = 'message' AND "t2"."content_words" > 0
              ) AS "t15"
                ON "t22"."deal_id" = "t15"."deal_id" AND "t22"."activity_id" = "t15"."activity_id"
            ) AS "t27"
            UNION ALL
            SELECT
              *
            FROM (
              SELECT
                "t0"."deal_id",
                "t0"."activity_id" AS "row_id",
                "t0"."occurred_at" AS "written_at",
                CASE
                  WHEN (
                    "t0"."occurred_at" % 86400
                  ) = 0
                  THEN "t0"."occurred_at" + 86399
                  ELSE "t0"."occurred_at"
                END AS "asked_at",
                FALSE AS "asks"
              FROM "book_event" AS "t0"
              WHERE
                "t0"."direction" = 'inbound'
                AND "t0"."kind" IN ('email', 'chat', 'letter')
                AND NOT (
                  "t0"."is_automated"
                )
                AND NOT (
                  "t0"."status" IN ('planned', 'moved', 'cancelled')
                )
                AND NOT (
                  COALESCE("t0"."has_body", FALSE)
                )
            ) AS "t17"
          ) AS "t31"
          INNER JOIN (
            SELECT
              "t1"."deal_id",
              "t1"."as_of",
              "t1"."is_look_back"
            FROM "book_deal" AS "t1"
          ) AS "t10"
            ON "t31"."deal_id" = "t10"."deal_id"
          LEFT OUTER JOIN (
            SELECT
              "t40"."deal_id",
              "t40"."row_id",
              "t40"."sure_at",
              "t40"."next_at"
            FROM (
              SELECT
                "t39"."deal_id",
                "t39"."row_id",
                "t39"."at",
                "t39"."is_ask",
                MIN("t39"."sure_at") OVER (
                  PARTITION BY "t39"."deal_id"
                  ORDER BY "t39"."at" DESC, "t39"."is_ask" ASC, "t39"."row_id" DESC
                  ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
                ) AS "sure_at",
                MIN("t39"."next_at") OVER (
                  PARTITION BY "t39"."deal_id"
                  ORDER BY "t39"."at" DESC, "t39"."is_ask" ASC, "t39"."row_id" DESC
                  ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
                ) AS "next_at"
              FROM (
                SELECT
                  *
                FROM (
                  SELECT
                    *
                  FROM (
                    SELECT
                      "t31"."deal_id",
                      "t31"."row_id",
                      "t31"."asked_at" AS "at",
                      1 AS "is_ask",
                      CAST(NULL AS BIGINT) AS "sure_at",
                      CAST(NULL AS BIGINT) AS "next_at"
                    FROM (
                      SELECT
                        *
                      FROM (
                        SELECT
                          "t22"."deal_id",
                          "t22"."row_id",
                          "t22"."written_at",
                          "t22"."asked_at",
                          TRUE AS "asks"
                        FROM (
                          SELECT
                            "t0"."deal_id",
                            "t0"."activity_id",
                            "t0"."occurred_at",
                            "t0"."kind",
                            "t0"."direction",
                            "t0"."status",
                            "t0"."is_automated",
                            "t0"."buyers",
                            "t0"."unnamed",
                            "t0"."top_rank",
                            "t0"."owner_id",
                            "t0"."has_attachment",
                            "t0"."has_body",
                            "t0"."activity_id" AS "row_id",
                            "t0"."occurred_at" AS "written_at",
                            CASE
                              WHEN (
                                "t0"."occurred_at" % 86400
                              ) = 0
                              THEN "t0"."occurred_at" + 86399
                              ELSE "t0"."occurred_at"
                            END AS "asked_at"
                          FROM "book_event" AS "t0"
                          WHERE
                            "t0"."direction" = 'inbound'
                            AND "t0"."kind" IN ('email', 'chat', 'letter')
                            AND NOT (
                              "t0"."is_automated"
                            )
                            AND NOT (
                              "t0"."status" IN ('planned', 'moved', 'cancelled')
                            )
                        ) AS "t22"
                        SEMI JOIN (
                          SELECT
                            *
                          FROM "book_question" AS "t2"
                          WHERE
                            "t2"."asked_in" = 'message' AND "t2"."content_words" > 0
                        ) AS "t15"
                          ON "t22"."deal_id" = "t15"."deal_id" AND "t22"."activity_id" = "t15"."activity_id"
                      ) AS "t27"
                      UNION ALL
                      SELECT
                        *
                      FROM (
                        SELECT
                          "t0"."deal_id",
                          "t0"."activity_id" AS "row_id",
                          "t0"."occurred_at" AS "written_at",
                          CASE
                            WHEN (
                              "t0"."occurred_at" % 86400
                            ) = 0
                            THEN "t0"."occurred_at" + 86399
                            ELSE "t0"."occurred_at"
                          END AS "asked_at",
                          FALSE AS "asks"
                        FROM "book_event" AS "t0"
                        WHERE
                          "t0"."direction" = 'inbound'
                          AND "t0"."kind" IN ('email', 'chat', 'letter')
                          AND NOT (
                            "t0"."is_automated"
                          )
                          AND NOT (
                            "t0"."status" IN ('planned', 'moved', 'cancelled')
                          )
                          AND NOT (
                            COALESCE("t0"."has_body", FALSE)
                          )
                      ) AS "t17"
                    ) AS "t31"
                    INNER JOIN (
                      SELECT
                        "t1"."deal_id",
                        "t1"."as_of",
                        "t1"."is_look_back"
                      FROM "book_deal" AS "t1"
                    ) AS "t10"
                      ON "t31"."deal_id" = "t10"."deal_id"
                  ) AS "t32"
                  UNION ALL
                  SELECT
                    *
                  FROM (
                    SELECT
                      "t30"."deal_id",
                      CAST(NULL AS BIGINT) AS "row_id",
                      CASE
                        WHEN (
                          "t30"."occurred_at" % 86400
                        ) = 0
                        THEN "t30"."occurred_at" + 86399
                        ELSE "t30"."occurred_at"
                      END AS "at",
                      0 AS "is_ask",
                      CASE
                        WHEN (
                          "t30"."occurred_at" % 86400
                        ) = 0
                        THEN "t30"."occurred_at" + 86399
                        ELSE "t30"."occurred_at"
                      END AS "sure_at",
                      CAST(NULL AS BIGINT) AS "next_at"
                    FROM (
                      SELECT
                        *
                      FROM "t24" AS "t25"
                      WHERE
                        "t25"."is_sure"
                    ) AS "t30"
                    SEMI JOIN (
                      SELECT DISTINCT
                        *
                      FROM (
                        SELECT
                          "t31"."deal_id"
                        FROM (
                          SELECT
                            *
                          FROM (
                            SELECT
                              "t22"."deal_id",
                              "t22"."row_id",
                              "t22"."written_at",
                              "t22"."asked_at",
                              TRUE AS "asks"
                            FROM (
                              SELECT
                                "t0"."deal_id",
                                "t0"."activity_id",
                                "t0"."occurred_at",
                                "t0"."kind",
                                "t0"."direction",
                                "t0"."status",
                                "t0"."is_automated",
                                "t0"."buyers",
                                "t0"."unnamed",
                                "t0"."top_rank",
                                "t0"."owner_id",
                                "t0"."has_attachment",
                                "t0"."has_body",
                                "t0"."activity_id" AS "row_id",
                                "t0"."occurred_at" AS "written_at",
                                CASE
                                  WHEN (
                                    "t0"."occurred_at" % 86400
                                  ) = 0
                                  THEN "t0"."occurred_at" + 86399
                                  ELSE "t0"."occurred_at"
                                END AS "asked_at"
                              FROM "book_event" AS "t0"
                              WHERE
                                "t0"."direction" = 'inbound'
                                AND "t0"."kind" IN ('email', 'chat', 'letter')
                                AND NOT (
                                  "t0"."is_automated"
                                )
                                AND NOT (
                                  "t0"."status" IN ('planned', 'moved', 'cancelled')
                                )
                            ) AS "t22"
                            SEMI JOIN (
                              SELECT
                                *
                              FROM "book_question" AS "t2"
                              WHERE
                                "t2"."asked_in" = 'message' AND "t2"."content_words" > 0
                            ) AS "t15"
                              ON "t22"."deal_id" = "t15"."deal_id" AND "t22"."activity_id" = "t15"."activity_id"
                          ) AS "t27"
                          UNION ALL
                          SELECT
                            *
                          FROM (
                            SELECT
                              "t0"."deal_id",
                              "t0"."activity_id" AS "row_id",
                              "t0"."occurred_at" AS "written_at",
                              CASE
                                WHEN (
                                  "t0"."occurred_at" % 86400
                                ) = 0
                                THEN "t0"."occurred_at" + 86399
                                ELSE "t0"."occurred_at"
                              END AS "asked_at",
                              FALSE AS "asks"
                            FROM "book_event" AS "t0"
                            WHERE
                              "t0"."direction" = 'inbound'
                              AND "t0"."kind" IN ('email', 'chat', 'letter')
                              AND NOT (
                                "t0"."is_automated"
                              )
                              AND NOT (
                                "t0"."status" IN ('planned', 'moved', 'cancelled')
                              )
                              AND NOT (
                                COALESCE("t0"."has_body", FALSE)
                              )
                          ) AS "t17"
                        ) AS "t31"
                        INNER JOIN (
                          SELECT
                            "t1"."deal_id",
                            "t1"."as_of",
                            "t1"."is_look_back"
                          FROM "book_deal" AS "t1"
                        ) AS "t10"
                          ON "t31"."deal_id" = "t10"."deal_id"
                      ) AS "t33"
                    ) AS "t35"
                      ON "t30"."deal_id" = "t35"."deal_id"
                  ) AS "t37"
                ) AS "t38"
                UNION ALL
                SELECT
                  *
                FROM (
                  SELECT
                    "t26"."deal_id",
                    CAST(NULL AS BIGINT) AS "row_id",
                    CASE
                      WHEN (
                        "t26"."occurred_at" % 86400
                      ) = 0
                      THEN "t26"."occurred_at" + 86399
                      ELSE "t26"."occurred_at"
                    END AS "at",
                    0 AS "is_ask",
                    CAST(NULL AS BIGINT) AS "sure_at",
                    CASE
                      WHEN (
                        "t26"."occurred_at" % 86400
                      ) = 0
                      THEN "t26"."occurred_at" + 86399
                      ELSE "t26"."occurred_at"
                    END AS "next_at"
                  FROM "t24" AS "t26"
                  SEMI JOIN (
                    SELECT DISTINCT
                      *
                    FROM (
                      SELECT
                        "t31"."deal_id"
                      FROM (
                        SELECT
                          *
                        FROM (
                          SELECT
                            "t22"."deal_id",
                            "t22"."row_id",
                            "t22"."written_at",
                            "t22"."asked_at",
                            TRUE AS "asks"
                          FROM (
                            SELECT
                              "t0"."deal_id",
                              "t0"."activity_id",
                              "t0"."occurred_at",
                              "t0"."kind",
                              "t0"."direction",
                              "t0"."status",
                              "t0"."is_automated",
                              "t0"."buyers",
                              "t0"."unnamed",
                              "t0"."top_rank",
                              "t0"."owner_id",
                              "t0"."has_attachment",
                              "t0"."has_body",
                              "t0"."activity_id" AS "row_id",
                              "t0"."occurred_at" AS "written_at",
                              CASE
                                WHEN (
                                  "t0"."occurred_at" % 86400
                                ) = 0
                                THEN "t0"."occurred_at" + 86399
                                ELSE "t0"."occurred_at"
                              END AS "asked_at"
                            FROM "book_event" AS "t0"
                            WHERE
                              "t0"."direction" = 'inbound'
                              AND "t0"."kind" IN ('email', 'chat', 'letter')
                              AND NOT (
                                "t0"."is_automated"
                              )
                              AND NOT (
                                "t0"."status" IN ('planned', 'moved', 'cancelled')
                              )
                          ) AS "t22"
                          SEMI JOIN (
                            SELECT
                              *
                            FROM "book_question" AS "t2"
                            WHERE
                              "t2"."asked_in" = 'message' AND "t2"."content_words" > 0
                          ) AS "t15"
                            ON "t22"."deal_id" = "t15"."deal_id" AND "t22"."activity_id" = "t15"."activity_id"
                        ) AS "t27"
                        UNION ALL
                        SELECT
                          *
                        FROM (
                          SELECT
                            "t0"."deal_id",
                            "t0"."activity_id" AS "row_id",
                            "t0"."occurred_at" AS "written_at",
                            CASE
                              WHEN (
                                "t0"."occurred_at" % 86400
                              ) = 0
                              THEN "t0"."occurred_at" + 86399
                              ELSE "t0"."occurred_at"
                            END AS "asked_at",
                            FALSE AS "asks"
                          FROM "book_event" AS "t0"
                          WHERE
                            "t0"."direction" = 'inbound'
                            AND "t0"."kind" IN ('email', 'chat', 'letter')
                            AND NOT (
                              "t0"."is_automated"
                            )
                            AND NOT (
                              "t0"."status" IN ('planned', 'moved', 'cancelled')
                            )
                            AND NOT (
                              COALESCE("t0"."has_body", FALSE)
                            )
                        ) AS "t17"
                      ) AS "t31"
                      INNER JOIN (
                        SELECT
                          "t1"."deal_id",
                          "t1"."as_of",
                          "t1"."is_look_back"
                        FROM "book_deal" AS "t1"
                      ) AS "t10"
                        ON "t31"."deal_id" = "t10"."deal_id"
                    ) AS "t33"
                  ) AS "t35"
                    ON "t26"."deal_id" = "t35"."deal_id"
                ) AS "t36"
              ) AS "t39"
            ) AS "t40"
            WHERE
              "t40"."is_ask" = 1
          ) AS "t42"
            ON "t31"."deal_id" = "t42"."deal_id" AND "t31"."row_id" = "t42"."row_id"
        ) AS "t43"
      ) AS "t44"
      WHERE
        "t44"."place" = 0
    ) AS "t45"
  ) AS "t46"
)
SELECT
  "t63"."deal_id",
  "t63"."answer",
  CASE
    WHEN "t63"."answer" <> 'unknown'
    THEN CAST("t63"."value" AS DOUBLE)
    ELSE CAST(NULL AS DOUBLE)
  END AS "value",
  CASE WHEN "t63"."answer" = 'hit' THEN "t63"."hit_at" ELSE CAST(NULL AS BIGINT) END AS "hit_at"
FROM (
  SELECT
    "t62"."deal_id",
    "t62"."as_of",
    "t62"."opened_at",
    "t62"."account_id",
    "t62"."owner_id",
    "t62"."pipeline",
    "t62"."stage",
    "t62"."stage_entered_at",
    "t62"."amount",
    "t62"."size_band",
    "t62"."segment",
    "t62"."product",
    "t62"."channel",
    "t62"."history_complete",
    "t62"."is_look_back",
    "t62"."answered",
    "t62"."doubtful",
    "t62"."missing",
    "t62"."asked",
    "t62"."overdue_at",
    "t62"."we_wrote",
    CASE
      WHEN "t62"."we_wrote"
      AND (
        (
          "t62"."asked" >= 1
        ) OR (
          "t62"."missing" >= 2
        )
      )
      THEN 'hit'
      WHEN "t62"."we_wrote"
      AND (
        "t62"."answered" > 0
      )
      AND (
        "t62"."missing" IS NULL
      )
      AND (
        "t62"."doubtful" = 0
      )
      THEN 'clear'
      ELSE 'unknown'
    END AS "answer",
    COALESCE("t62"."missing", 0) AS "value",
    "t62"."overdue_at" AS "hit_at"
  FROM (
    SELECT
      "t61".*
      EXCLUDE ("deal_id_right")
    FROM (
      SELECT
        "t60"."deal_id",
        "t60"."as_of",
        "t60"."opened_at",
        "t60"."account_id",
        "t60"."owner_id",
        "t60"."pipeline",
        "t60"."stage",
        "t60"."stage_entered_at",
        "t60"."amount",
        "t60"."size_band",
        "t60"."segment",
        "t60"."product",
        "t60"."channel",
        "t60"."history_complete",
        "t60"."is_look_back",
        "t60"."answered",
        "t60"."doubtful",
        "t60"."missing",
        "t60"."asked",
        "t60"."overdue_at",
        "t21"."deal_id" AS "deal_id_right",
        "t21"."we_wrote"
      FROM (
        SELECT
          "t58".*
          EXCLUDE ("deal_id_right")
        FROM (
          SELECT
            "t57"."deal_id",
            "t57"."as_of",
            "t57"."opened_at",
            "t57"."account_id",
            "t57"."owner_id",
            "t57"."pipeline",
            "t57"."stage",
            "t57"."stage_entered_at",
            "t57"."amount",
            "t57"."size_band",
            "t57"."segment",
            "t57"."product",
            "t57"."channel",
            "t57"."history_complete",
            "t57"."is_look_back",
            "t57"."answered",
            "t57"."doubtful",
            "t53"."deal_id" AS "deal_id_right",
            "t53"."missing",
            "t53"."asked",
            "t53"."overdue_at"
          FROM (
            SELECT
              "t55".*
              EXCLUDE ("deal_id_right")
            FROM (
              SELECT
                "t3"."deal_id",
                "t3"."as_of",
                "t3"."opened_at",
                "t3"."account_id",
                "t3"."owner_id",
                "t3"."pipeline",
                "t3"."stage",
                "t3"."stage_entered_at",
                "t3"."amount",
                "t3"."size_band",
                "t3"."segment",
                "t3"."product",
                "t3"."channel",
                "t3"."history_complete",
                "t3"."is_look_back",
                "t54"."deal_id" AS "deal_id_right",
                "t54"."answered",
                "t54"."doubtful"
              FROM "book_deal" AS "t3"
              LEFT OUTER JOIN (
                SELECT
                  "t50"."deal_id",
                  SUM(CASE WHEN "t50"."is_answered" THEN 1 ELSE 0 END) AS "answered",
                  SUM(CASE WHEN "t50"."is_doubtful" THEN 1 ELSE 0 END) AS "doubtful"
                FROM (
                  SELECT
                    "t48"."deal_id",
                    "t48"."row_id",
                    "t48"."written_at",
                    "t48"."asked_at",
                    "t48"."as_of",
                    "t48"."is_look_back",
                    "t48"."sure_at",
                    "t48"."next_at",
                    "t48"."place",
                    "t48"."asks",
                    "t48"."is_missing",
                    "t48"."is_answered",
                    NOT (
                      "t48"."is_missing"
                    ) AND NOT (
                      "t48"."is_answered"
                    ) AS "is_doubtful"
                  FROM "t47" AS "t48"
                ) AS "t50"
                GROUP BY
                  1
              ) AS "t54"
                ON "t3"."deal_id" = "t54"."deal_id"
            ) AS "t55"
          ) AS "t57"
          LEFT OUTER JOIN (
            SELECT
              "t49"."deal_id",
              COUNT(*) AS "missing",
              SUM(CASE WHEN "t49"."asks" THEN 1 ELSE 0 END) AS "asked",
              MAX("t49"."asked_at" + 604800) AS "overdue_at"
            FROM (
              SELECT
                "t48"."deal_id",
                "t48"."row_id",
                "t48"."written_at",
                "t48"."asked_at",
                "t48"."as_of",
                "t48"."is_look_back",
                "t48"."sure_at",
                "t48"."next_at",
                "t48"."place",
                "t48"."asks",
                "t48"."is_missing",
                "t48"."is_answered",
                NOT (
                  "t48"."is_missing"
                ) AND NOT (
                  "t48"."is_answered"
                ) AS "is_doubtful"
              FROM "t47" AS "t48"
              WHERE
                "t48"."is_missing"
            ) AS "t49"
            GROUP BY
              1
          ) AS "t53"
            ON "t57"."deal_id" = "t53"."deal_id"
        ) AS "t58"
      ) AS "t60"
      LEFT OUTER JOIN (
        SELECT
          "t5"."deal_id",
          TRUE AS "we_wrote"
        FROM (
          SELECT DISTINCT
            "t0"."deal_id"
          FROM "book_event" AS "t0"
          WHERE
            "t0"."direction" = 'outbound'
            AND "t0"."kind" IN ('email', 'chat', 'letter')
            AND NOT (
              "t0"."is_automated"
            )
        ) AS "t5"
      ) AS "t21"
        ON "t60"."deal_id" = "t21"."deal_id"
    ) AS "t61"
  ) AS "t62"
) AS "t63"
