WITH "t29" AS (
  SELECT
    "t28"."deal_id",
    "t28"."row_id",
    "t28"."written_at",
    "t28"."asked_at",
    "t28"."as_of",
    "t28"."is_look_back",
    "t28"."sure_at",
    "t28"."next_at",
    "t28"."place",
    "t28"."one_asks" AS "asks",
    (
      (
        (
          "t28"."next_at" IS NULL
        )
        AND (
          "t28"."as_of" >= (
            "t28"."asked_at" + 604800
          )
        )
      )
      OR COALESCE("t28"."next_at" >= (
        "t28"."asked_at" + 1209600
      ), FALSE)
    )
    AND NOT (
      (
        "t28"."next_at" IS NULL
      )
      AND COALESCE("t28"."is_look_back", FALSE)
      AND NOT (
        "t28"."one_asks"
      )
    ) AS "is_missing",
    COALESCE("t28"."sure_at" < (
      "t28"."asked_at" + 1209600
    ), FALSE) AS "is_answered"
  FROM (
    SELECT
      "t27"."deal_id",
      "t27"."row_id",
      "t27"."written_at",
      "t27"."asked_at",
      "t27"."as_of",
      "t27"."is_look_back",
      "t27"."sure_at",
      "t27"."next_at",
      "t27"."place",
      "t27"."one_asks"
    FROM (
      SELECT
        *
      FROM (
        SELECT
          "t25"."deal_id",
          "t25"."row_id",
          "t25"."written_at",
          "t25"."asked_at",
          "t25"."asks",
          "t25"."as_of",
          "t25"."is_look_back",
          "t25"."sure_at",
          "t25"."next_at",
          ROW_NUMBER() OVER (
            PARTITION BY "t25"."deal_id", "t25"."next_at"
            ORDER BY "t25"."asked_at" ASC, "t25"."row_id" ASC
            ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
          ) - 1 AS "place",
          MAX(CASE WHEN "t25"."asks" THEN 1 ELSE 0 END) OVER (
            PARTITION BY "t25"."deal_id", "t25"."next_at"
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
            "t24"."sure_at",
            "t24"."next_at"
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
              WHERE
                EXISTS(
                  SELECT
                    1
                  FROM (
                    SELECT
                      *
                    FROM "book_question" AS "t2"
                    WHERE
                      "t2"."asked_in" = 'message' AND "t2"."content_words" > 0
                  ) AS "t9"
                  WHERE
                    "t14"."deal_id" = "t9"."deal_id" AND "t14"."activity_id" = "t9"."activity_id"
                )
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
              "t22"."deal_id",
              "t22"."row_id",
              MIN("t22"."sure_at") AS "sure_at",
              MIN("t22"."next_at") AS "next_at"
            FROM (
              SELECT
                "t19"."deal_id",
                "t19"."row_id",
                "t19"."asked_at",
                "t21"."deal_id" AS "deal_id_right",
                "t21"."at",
                "t21"."sure_at",
                "t21"."next_at"
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
                  WHERE
                    EXISTS(
                      SELECT
                        1
                      FROM (
                        SELECT
                          *
                        FROM "book_question" AS "t2"
                        WHERE
                          "t2"."asked_in" = 'message' AND "t2"."content_words" > 0
                      ) AS "t9"
                      WHERE
                        "t14"."deal_id" = "t9"."deal_id" AND "t14"."activity_id" = "t9"."activity_id"
                    )
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
              INNER JOIN (
                SELECT
                  "t16"."deal_id",
                  CASE
                    WHEN (
                      "t16"."occurred_at" % 86400
                    ) = 0
                    THEN "t16"."occurred_at" + 86399
                    ELSE "t16"."occurred_at"
                  END AS "at",
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
              ) AS "t21"
                ON "t19"."deal_id" = "t21"."deal_id" AND "t19"."asked_at" <= "t21"."at"
            ) AS "t22"
            GROUP BY
              1,
              2
          ) AS "t24"
            ON "t19"."deal_id" = "t24"."deal_id" AND "t19"."row_id" = "t24"."row_id"
        ) AS "t25"
      ) AS "t26"
      WHERE
        "t26"."place" = 0
    ) AS "t27"
  ) AS "t28"
)
SELECT
  "t45"."deal_id",
  "t45"."answer",
  CASE
    WHEN "t45"."answer" <> 'unknown'
    THEN CAST("t45"."value" AS DOUBLE PRECISION)
    ELSE CAST(NULL AS DOUBLE PRECISION)
  END AS "value",
  CASE WHEN "t45"."answer" = 'hit' THEN "t45"."hit_at" ELSE CAST(NULL AS BIGINT) END AS "hit_at"
FROM (
  SELECT
    "t44"."deal_id",
    "t44"."as_of",
    "t44"."opened_at",
    "t44"."account_id",
    "t44"."owner_id",
    "t44"."pipeline",
    "t44"."stage",
    "t44"."stage_entered_at",
    "t44"."amount",
    "t44"."size_band",
    "t44"."segment",
    "t44"."product",
    "t44"."channel",
    "t44"."history_complete",
    "t44"."is_look_back",
    "t44"."answered",
    "t44"."doubtful",
    "t44"."missing",
    "t44"."asked",
    "t44"."overdue_at",
    "t44"."we_wrote",
    CASE
      WHEN "t44"."we_wrote"
      AND (
        (
          "t44"."asked" >= 1
        ) OR (
          "t44"."missing" >= 2
        )
      )
      THEN 'hit'
      WHEN "t44"."we_wrote"
      AND (
        "t44"."answered" > 0
      )
      AND (
        "t44"."missing" IS NULL
      )
      AND (
        "t44"."doubtful" = 0
      )
      THEN 'clear'
      ELSE 'unknown'
    END AS "answer",
    COALESCE("t44"."missing", 0) AS "value",
    "t44"."overdue_at" AS "hit_at"
  FROM (
    SELECT
      "t43"."deal_id",
      "t43"."as_of",
      "t43"."opened_at",
      "t43"."account_id",
      "t43"."owner_id",
      "t43"."pipeline",
      "t43"."stage",
      "t43"."stage_entered_at",
      "t43"."amount",
      "t43"."size_band",
      "t43"."segment",
      "t43"."product",
      "t43"."channel",
      "t43"."history_complete",
      "t43"."is_look_back",
      "t43"."answered",
      "t43"."doubtful",
      "t43"."missing",
      "t43"."asked",
      "t43"."overdue_at",
      "t43"."we_wrote"
    FROM (
      SELECT
        "t42"."deal_id",
        "t42"."as_of",
        "t42"."opened_at",
        "t42"."account_id",
        "t42"."owner_id",
        "t42"."pipeline",
        "t42"."stage",
        "t42"."stage_entered_at",
        "t42"."amount",
        "t42"."size_band",
        "t42"."segment",
        "t42"."product",
        "t42"."channel",
        "t42"."history_complete",
        "t42"."is_look_back",
        "t42"."answered",
        "t42"."doubtful",
        "t42"."missing",
        "t42"."asked",
        "t42"."overdue_at",
        "t13"."deal_id" AS "deal_id_right",
        "t13"."we_wrote"
      FROM (
        SELECT
          "t40"."deal_id",
          "t40"."as_of",
          "t40"."opened_at",
          "t40"."account_id",
          "t40"."owner_id",
          "t40"."pipeline",
          "t40"."stage",
          "t40"."stage_entered_at",
          "t40"."amount",
          "t40"."size_band",
          "t40"."segment",
          "t40"."product",
          "t40"."channel",
          "t40"."history_complete",
          "t40"."is_look_back",
          "t40"."answered",
          "t40"."doubtful",
          "t40"."missing",
          "t40"."asked",
          "t40"."overdue_at"
        FROM (
          SELECT
            "t39"."deal_id",
            "t39"."as_of",
            "t39"."opened_at",
            "t39"."account_id",
            "t39"."owner_id",
            "t39"."pipeline",
            "t39"."stage",
            "t39"."stage_entered_at",
            "t39"."amount",
            "t39"."size_band",
            "t39"."segment",
            "t39"."product",
            "t39"."channel",
            "t39"."history_complete",
            "t39"."is_look_back",
            "t39"."answered",
            "t39"."doubtful",
            "t35"."deal_id" AS "deal_id_right",
            "t35"."missing",
            "t35"."asked",
            "t35"."overdue_at"
          FROM (
            SELECT
              "t37"."deal_id",
              "t37"."as_of",
              "t37"."opened_at",
              "t37"."account_id",
              "t37"."owner_id",
              "t37"."pipeline",
              "t37"."stage",
              "t37"."stage_entered_at",
              "t37"."amount",
              "t37"."size_band",
              "t37"."segment",
              "t37"."product",
              "t37"."channel",
              "t37"."history_complete",
              "t37"."is_look_back",
              "t37"."answered",
              "t37"."doubtful"
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
                "t36"."deal_id" AS "deal_id_right",
                "t36"."answered",
                "t36"."doubtful"
              FROM "book_deal" AS "t3"
              LEFT OUTER JOIN (
                SELECT
                  "t32"."deal_id",
                  SUM(CASE WHEN "t32"."is_answered" THEN 1 ELSE 0 END) AS "answered",
                  SUM(CASE WHEN "t32"."is_doubtful" THEN 1 ELSE 0 END) AS "doubtful"
                FROM (
                  SELECT
                    "t30"."deal_id",
                    "t30"."row_id",
                    "t30"."written_at",
                    "t30"."asked_at",
                    "t30"."as_of",
                    "t30"."is_look_back",
                    "t30"."sure_at",
                    "t30"."next_at",
                    "t30"."place",
                    "t30"."asks",
                    "t30"."is_missing",
                    "t30"."is_answered",
                    NOT (
                      "t30"."is_missing"
                    ) AND NOT (
                      "t30"."is_answered"
                    ) AS "is_doubtful"
                  FROM "t29" AS "t30"
                ) AS "t32"
                GROUP BY
                  1
              ) AS "t36"
                ON "t3"."deal_id" = "t36"."deal_id"
            ) AS "t37"
          ) AS "t39"
          LEFT OUTER JOIN (
            SELECT
              "t31"."deal_id",
              COUNT(*) AS "missing",
              SUM(CASE WHEN "t31"."asks" THEN 1 ELSE 0 END) AS "asked",
              MAX("t31"."asked_at" + 604800) AS "overdue_at"
            FROM (
              SELECT
                "t30"."deal_id",
                "t30"."row_id",
                "t30"."written_at",
                "t30"."asked_at",
                "t30"."as_of",
                "t30"."is_look_back",
                "t30"."sure_at",
                "t30"."next_at",
                "t30"."place",
                "t30"."asks",
                "t30"."is_missing",
                "t30"."is_answered",
                NOT (
                  "t30"."is_missing"
                ) AND NOT (
                  "t30"."is_answered"
                ) AS "is_doubtful"
              FROM "t29" AS "t30"
              WHERE
                "t30"."is_missing"
            ) AS "t31"
            GROUP BY
              1
          ) AS "t35"
            ON "t39"."deal_id" = "t35"."deal_id"
        ) AS "t40"
      ) AS "t42"
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
        ON "t42"."deal_id" = "t13"."deal_id"
    ) AS "t43"
  ) AS "t44"
) AS "t45"
