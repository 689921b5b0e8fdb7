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
), "t41" AS (
  SELECT
    "t40"."deal_id",
    "t40"."row_id",
    "t40"."written_at",
    "t40"."asked_at",
    "t40"."as_of",
    "t40"."is_look_back",
    "t40"."sure_at",
    "t40"."next_at",
    "t40"."place",
    "t40"."one_asks" AS "asks",
    (
      (
        (
          "t40"."next_at" IS NULL
        )
        AND (
          "t40"."as_of" >= (
            "t40"."asked_at" + 604800
          )
        )
      )
      OR COALESCE("t40"."next_at" >= (
        "t40"."asked_at" + 1209600
      ), FALSE)
    )
    AND NOT (
      (
        "t40"."next_at" IS NULL
      )
      AND COALESCE("t40"."is_look_back", FALSE)
      AND NOT (
        "t40"."one_asks"
      )
    ) AS "is_missing",
    COALESCE("t40"."sure_at" < (
      "t40"."asked_at" + 1209600
    ), FALSE) AS "is_answered"
  FROM (
    SELECT
      "t39".*
      EXCLUDE ("asks")
    FROM (
      SELECT
        *
      FROM (
        SELECT
          "t37"."deal_id",
          "t37"."row_id",
          "t37"."written_at",
          "t37"."asked_at",
          "t37"."asks",
          "t37"."as_of",
          "t37"."is_look_back",
          "t37"."sure_at",
          "t37"."next_at",
          ROW_NUMBER() OVER (
            PARTITION BY "t37"."deal_id", "t37"."next_at"
            ORDER BY "t37"."asked_at" ASC, "t37"."row_id" ASC
            ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
          ) - 1 AS "place",
          MAX(CASE WHEN "t37"."asks" THEN 1 ELSE 0 END) OVER (
            PARTITION BY "t37"."deal_id", "t37"."next_at"
            ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
          ) = 1 AS "one_asks"
        FROM (
          SELECT
            "t28"."deal_id",
            "t28"."row_id",
            "t28"."written_at",
            "t28"."asked_at",
            "t28"."asks",
            "t10"."as_of",
            "t10"."is_look_back",
            "t36"."sure_at",
            "t36"."next_at"
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
            ) AS "t26"
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
          ) AS "t28"
          INNER JOIN (
            SELECT
              "t1"."deal_id",
              "t1"."as_of",
              "t1"."is_look_back"
            FROM "book_deal" AS "t1"
          ) AS "t10"
            ON "t28"."deal_id" = "t10"."deal_id"
          LEFT OUTER JOIN (
            SELECT
              "t34"."deal_id",
              "t34"."row_id",
              "t34"."sure_at",
              "t34"."next_at"
            FROM (
              SELECT
                "t33"."deal_id",
                "t33"."row_id",
                "t33"."at",
                "t33"."is_ask",
                MIN("t33"."sure_at") OVER (
                  PARTITION BY "t33"."deal_id"
                  ORDER BY "t33"."at" DESC, "t33"."is_ask" ASC, "t33"."row_id" DESC
                  ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
                ) AS "sure_at",
                MIN("t33"."next_at") OVER (
                  PARTITION BY "t33"."deal_id"
                  ORDER BY "t33"."at" DESC, "t33"."is_ask" ASC, "t33"."row_id" DESC
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
                      "t28"."deal_id",
                      "t28"."row_id",
                      "t28"."asked_at" AS "at",
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
                      ) AS "t26"
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
                    ) AS "t28"
                    INNER JOIN (
                      SELECT
                        "t1"."deal_id",
                        "t1"."as_of",
                        "t1"."is_look_back"
                      FROM "book_deal" AS "t1"
                    ) AS "t10"
                      ON "t28"."deal_id" = "t10"."deal_id"
                  ) AS "t31"
                  UNION ALL
                  SELECT
                    *
                  FROM (
                    SELECT
                      "t25"."deal_id",
                      CAST(NULL AS BIGINT) AS "row_id",
                      CASE
                        WHEN (
                          "t25"."occurred_at" % 86400
                        ) = 0
                        THEN "t25"."occurred_at" + 86399
                        ELSE "t25"."occurred_at"
                      END AS "at",
                      0 AS "is_ask",
                      CASE
                        WHEN (
                          "t25"."occurred_at" % 86400
                        ) = 0
                        THEN "t25"."occurred_at" + 86399
                        ELSE "t25"."occurred_at"
                      END AS "sure_at",
                      CAST(NULL AS BIGINT) AS "next_at"
                    FROM "t24" AS "t25"
                    WHERE
                      "t25"."is_sure"
                  ) AS "t30"
                ) AS "t32"
                UNION ALL
                SELECT
                  *
                FROM (
                  SELECT
                    "t25"."deal_id",
                    CAST(NULL AS BIGINT) AS "row_id",
                    CASE
                      WHEN (
                        "t25"."occurred_at" % 86400
                      ) = 0
                      THEN "t25"."occurred_at" + 86399
                      ELSE "t25"."occurred_at"
                    END AS "at",
                    0 AS "is_ask",
                    CAST(NULL AS BIGINT) AS "sure_at",
                    CASE
                      WHEN (
                        "t25"."occurred_at" % 86400
                      ) = 0
                      THEN "t25"."occurred_at" + 86399
                      ELSE "t25"."occurred_at"
                    END AS "next_at"
                  FROM "t24" AS "t25"
                ) AS "t29"
              ) AS "t33"
            ) AS "t34"
            WHERE
              "t34"."is_ask" = 1
          ) AS "t36"
            ON "t28"."deal_id" = "t36"."deal_id" AND "t28"."row_id" = "t36"."row_id"
        ) AS "t37"
      ) AS "t38"
      WHERE
        "t38"."place" = 0
    ) AS "t39"
  ) AS "t40"
)
SELECT
  "t57"."deal_id",
  "t57"."answer",
  CASE
    WHEN "t57"."answer" <> 'unknown'
    THEN CAST("t57"."value" AS DOUBLE)
    ELSE CAST(NULL AS DOUBLE)
  END AS "value",
  CASE WHEN "t57"."answer" = 'hit' THEN "t57"."hit_at" ELSE CAST(NULL AS BIGINT) END AS "hit_at"
FROM (
  SELECT
    "t56"."deal_id",
    "t56"."as_of",
    "t56"."opened_at",
    "t56"."account_id",
    "t56"."owner_id",
    "t56"."pipeline",
    "t56"."stage",
    "t56"."stage_entered_at",
    "t56"."amount",
    "t56"."size_band",
    "t56"."segment",
    "t56"."product",
    "t56"."channel",
    "t56"."history_complete",
    "t56"."is_look_back",
    "t56"."answered",
    "t56"."doubtful",
    "t56"."missing",
    "t56"."asked",
    "t56"."overdue_at",
    "t56"."we_wrote",
    CASE
      WHEN "t56"."we_wrote"
      AND (
        (
          "t56"."asked" >= 1
        ) OR (
          "t56"."missing" >= 2
        )
      )
      THEN 'hit'
      WHEN "t56"."we_wrote"
      AND (
        "t56"."answered" > 0
      )
      AND (
        "t56"."missing" IS NULL
      )
      AND (
        "t56"."doubtful" = 0
      )
      THEN 'clear'
      ELSE 'unknown'
    END AS "answer",
    COALESCE("t56"."missing", 0) AS "value",
    "t56"."overdue_at" AS "hit_at"
  FROM (
    SELECT
      "t55".*
      EXCLUDE ("deal_id_right")
    FROM (
      SELECT
        "t54"."deal_id",
        "t54"."as_of",
        "t54"."opened_at",
        "t54"."account_id",
        "t54"."owner_id",
        "t54"."pipeline",
        "t54"."stage",
        "t54"."stage_entered_at",
        "t54"."amount",
        "t54"."size_band",
        "t54"."segment",
        "t54"."product",
        "t54"."channel",
        "t54"."history_complete",
        "t54"."is_look_back",
        "t54"."answered",
        "t54"."doubtful",
        "t54"."missing",
        "t54"."asked",
        "t54"."overdue_at",
        "t21"."deal_id" AS "deal_id_right",
        "t21"."we_wrote"
      FROM (
        SELECT
          "t52".*
          EXCLUDE ("deal_id_right")
        FROM (
          SELECT
            "t51"."deal_id",
            "t51"."as_of",
            "t51"."opened_at",
            "t51"."account_id",
            "t51"."owner_id",
            "t51"."pipeline",
            "t51"."stage",
            "t51"."stage_entered_at",
            "t51"."amount",
            "t51"."size_band",
            "t51"."segment",
            "t51"."product",
            "t51"."channel",
            "t51"."history_complete",
            "t51"."is_look_back",
            "t51"."answered",
            "t51"."doubtful",
            "t47"."deal_id" AS "deal_id_right",
            "t47"."missing",
            "t47"."asked",
            "t47"."overdue_at"
          FROM (
            SELECT
              "t49".*
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
                "t48"."deal_id" AS "deal_id_right",
                "t48"."answered",
                "t48"."doubtful"
              FROM "book_deal" AS "t3"
              LEFT OUTER JOIN (
                SELECT
                  "t44"."deal_id",
                  SUM(CASE WHEN "t44"."is_answered" THEN 1 ELSE 0 END) AS "answered",
                  SUM(CASE WHEN "t44"."is_doubtful" THEN 1 ELSE 0 END) AS "doubtful"
                FROM (
                  SELECT
                    "t42"."deal_id",
                    "t42"."row_id",
                    "t42"."written_at",
                    "t42"."asked_at",
                    "t42"."as_of",
                    "t42"."is_look_back",
                    "t42"."sure_at",
                    "t42"."next_at",
                    "t42"."place",
                    "t42"."asks",
                    "t42"."is_missing",
                    "t42"."is_answered",
                    NOT (
                      "t42"."is_missing"
                    ) AND NOT (
                      "t42"."is_answered"
                    ) AS "is_doubtful"
                  FROM "t41" AS "t42"
                ) AS "t44"
                GROUP BY
                  1
              ) AS "t48"
                ON "t3"."deal_id" = "t48"."deal_id"
            ) AS "t49"
          ) AS "t51"
          LEFT OUTER JOIN (
            SELECT
              "t43"."deal_id",
              COUNT(*) AS "missing",
              SUM(CASE WHEN "t43"."asks" THEN 1 ELSE 0 END) AS "asked",
              MAX("t43"."asked_at" + 604800) AS "overdue_at"
            FROM (
              SELECT
                "t42"."deal_id",
                "t42"."row_id",
                "t42"."written_at",
                "t42"."asked_at",
                "t42"."as_of",
                "t42"."is_look_back",
                "t42"."sure_at",
                "t42"."next_at",
                "t42"."place",
                "t42"."asks",
                "t42"."is_missing",
                "t42"."is_answered",
                NOT (
                  "t42"."is_missing"
                ) AND NOT (
                  "t42"."is_answered"
                ) AS "is_doubtful"
              FROM "t41" AS "t42"
              WHERE
                "t42"."is_missing"
            ) AS "t43"
            GROUP BY
              1
          ) AS "t47"
            ON "t51"."deal_id" = "t47"."deal_id"
        ) AS "t52"
      ) AS "t54"
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
        ON "t54"."deal_id" = "t21"."deal_id"
    ) AS "t55"
  ) AS "t56"
) AS "t57"
