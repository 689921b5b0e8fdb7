WITH "t35" AS (
  SELECT
    "t34"."deal_id",
    "t34"."row_id",
    "t34"."written_at",
    "t34"."asked_at",
    "t34"."as_of",
    "t34"."is_look_back",
    "t34"."sure_at",
    "t34"."next_at",
    "t34"."place",
    "t34"."one_asks" AS "asks",
    (
      (
        (
          "t34"."next_at" IS NULL
        )
        AND (
          "t34"."as_of" >= (
            "t34"."asked_at" + 604800
          )
        )
      )
      OR COALESCE("t34"."next_at" >= (
        "t34"."asked_at" + 1209600
      ), FALSE)
    )
    AND NOT (
      (
        "t34"."next_at" IS NULL
      )
      AND COALESCE("t34"."is_look_back", FALSE)
      AND NOT (
        "t34"."one_asks"
      )
    ) AS "is_missing",
    COALESCE("t34"."sure_at" < (
      "t34"."asked_at" + 1209600
    ), FALSE) AS "is_answered"
  FROM (
    SELECT
      "t33".*
      EXCLUDE ("asks")
    FROM (
      SELECT
        *
      FROM (
        SELECT
          "t31"."deal_id",
          "t31"."row_id",
          "t31"."written_at",
          "t31"."asked_at",
          "t31"."asks",
          "t31"."as_of",
          "t31"."is_look_back",
          "t31"."sure_at",
          "t31"."next_at",
          ROW_NUMBER() OVER (
            PARTITION BY "t31"."deal_id", "t31"."next_at"
            ORDER BY "t31"."asked_at" ASC, "t31"."row_id" ASC
            ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
          ) - 1 AS "place",
          MAX(CASE WHEN "t31"."asks" THEN 1 ELSE 0 END) OVER (
            PARTITION BY "t31"."deal_id", "t31"."next_at"
            ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
          ) = 1 AS "one_asks"
        FROM (
          SELECT
            "t19"."deal_id",
            "t19"."row_id",
            "t19"."written_at",
            "t19"."asked_at",
            "t19"."asks",
            "t7"."as_of",
            "t7"."is_look_back",
            "t30"."sure_at",
            "t30"."next_at"
          FROM (
            SELECT
              *
            FROM (
              SELECT
                "t14"."deal_id",
                "t14"."row_id",
                "t14"."written_at",
                "t14"."asked_at",
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
              ) AS "t14"
              SEMI JOIN (
                SELECT
                  *
                FROM "book_question" AS "t2"
                WHERE
                  "t2"."asked_in" = 'message' AND "t2"."content_words" > 0
              ) AS "t9"
                ON "t14"."deal_id" = "t9"."deal_id" AND "t14"."activity_id" = "t9"."activity_id"
            ) AS "t17"
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
            ) AS "t11"
          ) AS "t19"
          INNER JOIN (
            SELECT
              "t1"."deal_id",
              "t1"."as_of",
              "t1"."is_look_back"
            FROM "book_deal" AS "t1"
          ) AS "t7"
            ON "t19"."deal_id" = "t7"."deal_id"
          LEFT OUTER JOIN (
            SELECT
              "t28"."deal_id",
              "t28"."row_id",
              "t28"."sure_at",
              "t28"."next_at"
            FROM (
              SELECT
                "t27"."deal_id",
                "t27"."row_id",
                "t27"."at",
                "t27"."is_ask",
                MIN("t27"."sure_at") OVER (
                  PARTITION BY "t27"."deal_id"
                  ORDER BY "t27"."at" DESC, "t27"."is_ask" ASC, "t27"."row_id" DESC
                  ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
                ) AS "sure_at",
                MIN("t27"."next_at") OVER (
                  PARTITION BY "t27"."deal_id"
                  ORDER BY "t27"."at" DESC, "t27"."is_ask" ASC, "t27"."row_id" DESC
                  ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
                ) AS "next_at"
              FROM (
                SELECT
                  *
                FROM (
                  SELECT
                    "t19"."deal_id",
                    "t19"."row_id",
                    "t19"."asked_at" AS "at",
                    1 AS "is_ask",
                    CAST(NULL AS BIGINT) AS "sure_at",
                    CAST(NULL AS BIGINT) AS "next_at"
                  FROM (
                    SELECT
                      *
                    FROM (
                      SELECT
                        "t14"."deal_id",
                        "t14"."row_id",
                        "t14"."written_at",
                        "t14"."asked_at",
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
                      ) AS "t14"
                      SEMI JOIN (
                        SELECT
                          *
                        FROM "book_question" AS "t2"
                        WHERE
                          "t2"."asked_in" = 'message' AND "t2"."content_words" > 0
                      ) AS "t9"
                        ON "t14"."deal_id" = "t9"."deal_id" AND "t14"."activity_id" = "t9"."activity_id"
                    ) AS "t17"
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
                    ) AS "t11"
                  ) AS "t19"
                  INNER JOIN (
                    SELECT
                      "t1"."deal_id",
                      "t1"."as_of",
                      "t1"."is_look_back"
                    FROM "book_deal" AS "t1"
                  ) AS "t7"
                    ON "t19"."deal_id" = "t7"."deal_id"
                ) AS "t21"
                UNION ALL
                SELECT
                  *
                FROM (
                  SELECT
                    "t23"."deal_id",
                    "t23"."row_id",
                    "t23"."at",
                    "t23"."is_ask",
                    "t23"."sure_at",
                    "t23"."next_at"
                  FROM (
                    SELECT
                      "t16"."deal_id",
                      CAST(NULL AS BIGINT) AS "row_id",
                      CASE
                        WHEN (
                          "t16"."occurred_at" % 86400
                        ) = 0
                        THEN "t16"."occurred_at" + 86399
                        ELSE "t16"."occurred_at"
                      END AS "at",
                      0 AS "is_ask",
                      CASE
                        WHEN "t16"."is_sure"
                        THEN CASE
                          WHEN (
                            "t16"."occurred_at" % 86400
                          ) = 0
                          THEN "t16"."occurred_at" + 86399
                          ELSE "t16"."occurred_at"
                        END
                        ELSE CAST(NULL AS BIGINT)
                      END AS "sure_at",
                      CASE
                        WHEN TRUE
                        THEN CASE
                          WHEN (
                            "t16"."occurred_at" % 86400
                          ) = 0
                          THEN "t16"."occurred_at" + 86399
                          ELSE "t16"."occurred_at"
                        END
                        ELSE CAST(NULL AS BIGINT)
                      END AS "next_at"
                    FROM (
                      SELECT
                        *
                      FROM (
                        SELECT
                          "t0"."deal_id",
                          "t0"."activity_id",
                          "t0"."occurred_at",
                          (
                            "t0"."kind" IN ('meeting', 'call', 'demo')
                            AND "t0"."status" IN ('held', 'unknown')
                            AND (
                              "t0"."direction" <> 'internal'
                            )
                          )
                          OR (
                            (
                              "t0"."kind" = 'call'
                            )
                            AND (
                              "t0"."direction" = 'outbound'
                            )
                            AND (
                              "t0"."status" = 'missed'
                            )
                          )
                          OR (
                            "t0"."kind" IN ('email', 'chat', 'letter')
                            AND NOT (
                              "t0"."status" IN ('planned', 'moved', 'cancelled')
                            )
                            AND (
                              "t0"."direction" = 'outbound'
                            )
                          ) AS "is_sure"
                        FROM "book_event" AS "t0"
                        WHERE
                          NOT (
                            "t0"."is_automated"
                          )
                          AND (
                            (
                              "t0"."kind" IN ('meeting', 'call', 'demo')
                              AND "t0"."status" IN ('held', 'unknown')
                              AND (
                                "t0"."direction" <> 'internal'
                              )
                            )
                            OR (
                              (
                                "t0"."kind" = 'call'
                              )
                              AND (
                                "t0"."direction" = 'outbound'
                              )
                              AND (
                                "t0"."status" = 'missed'
                              )
                            )
                            OR (
                              "t0"."kind" IN ('email', 'chat', 'letter')
                              AND NOT (
                                "t0"."status" IN ('planned', 'moved', 'cancelled')
                              )
                              AND (
                                "t0"."direction" = 'outbound'
                              )
                            )
                            OR (
                              (
                                "t0"."status" IN ('planned', 'moved', 'cancelled')
                                AND "t0"."kind" IN ('meeting', 'call', 'demo')
                              )
                              OR (
                                "t0"."kind" IN ('email', 'chat', 'letter')
                                AND NOT (
                                  "t0"."status" IN ('planned', 'moved', 'cancelled')
                                )
                                AND (
                                  "t0"."direction" = 'unknown'
                                )
                              )
                            )
                          )
                      ) AS "t15"
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
                      ) AS "t6"
                    ) AS "t16"
                  ) AS "t23"
                  SEMI JOIN (
                    SELECT DISTINCT
                      *
                    FROM (
                      SELECT
                        "t19"."deal_id"
                      FROM (
                        SELECT
                          *
                        FROM (
                          SELECT
                            "t14"."deal_id",
                            "t14"."row_id",
                            "t14"."written_at",
                            "t14"."asked_at",
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
                          ) AS "t14"
                          SEMI JOIN (
                            SELECT
                              *
                            FROM "book_question" AS "t2"
                            WHERE
                              "t2"."asked_in" = 'message' AND "t2"."content_words" > 0
                          ) AS "t9"
                            ON "t14"."deal_id" = "t9"."deal_id" AND "t14"."activity_id" = "t9"."activity_id"
                        ) AS "t17"
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
                        ) AS "t11"
                      ) AS "t19"
                      INNER JOIN (
                        SELECT
                          "t1"."deal_id",
                          "t1"."as_of",
                          "t1"."is_look_back"
                        FROM "book_deal" AS "t1"
                      ) AS "t7"
                        ON "t19"."deal_id" = "t7"."deal_id"
                    ) AS "t22"
                  ) AS "t25"
                    ON "t23"."deal_id" = "t25"."deal_id"
                ) AS "t26"
              ) AS "t27"
            ) AS "t28"
            WHERE
              "t28"."is_ask" = 1
          ) AS "t30"
            ON "t19"."deal_id" = "t30"."deal_id" AND "t19"."row_id" = "t30"."row_id"
        ) AS "t31"
      ) AS "t32"
      WHERE
        "t32"."place" = 0
    ) AS "t33"
  ) AS "t34"
)
SELECT
  "t51"."deal_id",
  "t51"."answer",
  CASE
    WHEN "t51"."answer" <> 'unknown'
    THEN CAST("t51"."value" AS DOUBLE)
    ELSE CAST(NULL AS DOUBLE)
  END AS "value",
  CASE WHEN "t51"."answer" = 'hit' THEN "t51"."hit_at" ELSE CAST(NULL AS BIGINT) END AS "hit_at"
FROM (
  SELECT
    "t50"."deal_id",
    "t50"."as_of",
    "t50"."opened_at",
    "t50"."account_id",
    "t50"."owner_id",
    "t50"."pipeline",
    "t50"."stage",
    "t50"."stage_entered_at",
    "t50"."amount",
    "t50"."size_band",
    "t50"."segment",
    "t50"."product",
    "t50"."channel",
    "t50"."history_complete",
    "t50"."is_look_back",
    "t50"."answered",
    "t50"."doubtful",
    "t50"."missing",
    "t50"."asked",
    "t50"."overdue_at",
    "t50"."we_wrote",
    CASE
      WHEN "t50"."we_wrote"
      AND (
        (
          "t50"."asked" >= 1
        ) OR (
          "t50"."missing" >= 2
        )
      )
      THEN 'hit'
      WHEN "t50"."we_wrote"
      AND (
        "t50"."answered" > 0
      )
      AND (
        "t50"."missing" IS NULL
      )
      AND (
        "t50"."doubtful" = 0
      )
      THEN 'clear'
      ELSE 'unknown'
    END AS "answer",
    COALESCE("t50"."missing", 0) AS "value",
    "t50"."overdue_at" AS "hit_at"
  FROM (
    SELECT
      "t49".*
      EXCLUDE ("deal_id_right")
    FROM (
      SELECT
        "t48"."deal_id",
        "t48"."as_of",
        "t48"."opened_at",
        "t48"."account_id",
        "t48"."owner_id",
        "t48"."pipeline",
        "t48"."stage",
        "t48"."stage_entered_at",
        "t48"."amount",
        "t48"."size_band",
        "t48"."segment",
        "t48"."product",
        "t48"."channel",
        "t48"."history_complete",
        "t48"."is_look_back",
        "t48"."answered",
        "t48"."doubtful",
        "t48"."missing",
        "t48"."asked",
        "t48"."overdue_at",
        "t13"."deal_id" AS "deal_id_right",
        "t13"."we_wrote"
      FROM (
        SELECT
          "t46".*
          EXCLUDE ("deal_id_right")
        FROM (
          SELECT
            "t45"."deal_id",
            "t45"."as_of",
            "t45"."opened_at",
            "t45"."account_id",
            "t45"."owner_id",
            "t45"."pipeline",
            "t45"."stage",
            "t45"."stage_entered_at",
            "t45"."amount",
            "t45"."size_band",
            "t45"."segment",
            "t45"."product",
            "t45"."channel",
            "t45"."history_complete",
            "t45"."is_look_back",
            "t45"."answered",
            "t45"."doubtful",
            "t41"."deal_id" AS "deal_id_right",
            "t41"."missing",
            "t41"."asked",
            "t41"."overdue_at"
          FROM (
            SELECT
              "t43".*
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
                "t42"."deal_id" AS "deal_id_right",
                "t42"."answered",
                "t42"."doubtful"
              FROM "book_deal" AS "t3"
              LEFT OUTER JOIN (
                SELECT
                  "t38"."deal_id",
                  SUM(CASE WHEN "t38"."is_answered" THEN 1 ELSE 0 END) AS "answered",
                  SUM(CASE WHEN "t38"."is_doubtful" THEN 1 ELSE 0 END) AS "doubtful"
                FROM (
                  SELECT
                    "t36"."deal_id",
                    "t36"."row_id",
                    "t36"."written_at",
                    "t36"."asked_at",
                    "t36"."as_of",
                    "t36"."is_look_back",
                    "t36"."sure_at",
                    "t36"."next_at",
                    "t36"."place",
                    "t36"."asks",
                    "t36"."is_missing",
                    "t36"."is_answered",
                    NOT (
                      "t36"."is_missing"
                    ) AND NOT (
                      "t36"."is_answered"
                    ) AS "is_doubtful"
                  FROM "t35" AS "t36"
                ) AS "t38"
                GROUP BY
                  1
              ) AS "t42"
                ON "t3"."deal_id" = "t42"."deal_id"
            ) AS "t43"
          ) AS "t45"
          LEFT OUTER JOIN (
            SELECT
              "t37"."deal_id",
              COUNT(*) AS "missing",
              SUM(CASE WHEN "t37"."asks" THEN 1 ELSE 0 END) AS "asked",
              MAX("t37"."asked_at" + 604800) AS "overdue_at"
            FROM (
              SELECT
                "t36"."deal_id",
                "t36"."row_id",
                "t36"."written_at",
                "t36"."asked_at",
                "t36"."as_of",
                "t36"."is_look_back",
                "t36"."sure_at",
                "t36"."next_at",
                "t36"."place",
                "t36"."asks",
                "t36"."is_missing",
                "t36"."is_answered",
                NOT (
                  "t36"."is_missing"
                ) AND NOT (
                  "t36"."is_answered"
                ) AS "is_doubtful"
              FROM "t35" AS "t36"
              WHERE
                "t36"."is_missing"
            ) AS "t37"
            GROUP BY
              1
          ) AS "t41"
            ON "t45"."deal_id" = "t41"."deal_id"
        ) AS "t46"
      ) AS "t48"
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
      ) AS "t13"
        ON "t48"."deal_id" = "t13"."deal_id"
    ) AS "t49"
  ) AS "t50"
) AS "t51"
