WITH "t15" AS (
  SELECT
    "t12"."deal_id",
    "t12"."campaign_id",
    "t12"."occurred_at",
    CAST(FLOOR((
      "t12"."occurred_at"
    ) / (
      86400
    )) AS BIGINT) - LAG(CAST(FLOOR((
      "t12"."occurred_at"
    ) / (
      86400
    )) AS BIGINT)) OVER (
      PARTITION BY "t12"."deal_id", "t12"."campaign_id"
      ORDER BY "t12"."occurred_at" ASC
      ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
    ) AS "gap",
    ROW_NUMBER() OVER (
      PARTITION BY "t12"."deal_id", "t12"."campaign_id"
      ORDER BY "t12"."occurred_at" ASC
      ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
    ) - 1 AS "place"
  FROM (
    SELECT
      "t8"."deal_id",
      "t8"."campaign_id",
      CAST(FLOOR((
        "t8"."occurred_at"
      ) / (
        86400
      )) AS BIGINT) AS "FloorDivide(occurred_at, 86400)",
      MAX("t8"."occurred_at") AS "occurred_at"
    FROM (
      SELECT
        *
      FROM "book_touch" AS "t1"
      WHERE
        "t1"."occurred_at" IS NOT NULL
        AND NOT (
          COALESCE("t1"."responded", FALSE)
        )
        AND NOT (
          "t1"."kind" IN (
            'clicked',
            'forwarded',
            'printed',
            'registered',
            'attended',
            'submitted',
            'responded',
            'replied',
            'bounced',
            'dropped',
            'deferred',
            'suppressed',
            'failed',
            'opened',
            'statuschange',
            'unsubscribed',
            'spamreport',
            'unbounce'
          )
        )
        AND "t1"."campaign_id" IS NOT NULL
    ) AS "t8"
    GROUP BY
      1,
      2,
      3
  ) AS "t12"
), "t22" AS (
  SELECT
    "t16"."deal_id",
    "t16"."campaign_id",
    COUNT(*) AS "days",
    MAX("t16"."occurred_at") FILTER(WHERE
      "t16"."place" = 3) AS "steady_at",
    MAX("t16"."occurred_at") AS "last_at",
    QUANTILE_CONT("t16"."gap", 0.5) AS "usual_gap",
    MAX("t16"."gap") AS "longest"
  FROM "t15" AS "t16"
  GROUP BY
    1,
    2
)
SELECT
  "t45"."deal_id",
  "t45"."answer",
  CASE
    WHEN "t45"."answer" <> 'unknown'
    THEN CAST("t45"."value" AS DOUBLE)
    ELSE CAST(NULL AS DOUBLE)
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
    "t44"."changed_at",
    "t44"."untold",
    "t44"."spoke_at",
    "t44"."is_steady",
    CASE
      WHEN "t44"."changed_at" IS NOT NULL
      THEN 'hit'
      WHEN (
        "t44"."is_steady" OR (
          "t44"."untold" IS NOT NULL
        )
      )
      AND (
        "t44"."changed_at" IS NULL
      )
      AND NOT (
        COALESCE("t44"."untold", FALSE)
      )
      THEN 'clear'
      ELSE 'unknown'
    END AS "answer",
    CAST(FLOOR((
      COALESCE("t44"."spoke_at" - "t44"."changed_at", 0)
    ) / (
      86400
    )) AS BIGINT) AS "value",
    "t44"."changed_at" AS "hit_at"
  FROM (
    SELECT
      "t43".*
      EXCLUDE ("deal_id_right")
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
        "t42"."changed_at",
        "t42"."untold",
        "t42"."spoke_at",
        "t31"."deal_id" AS "deal_id_right",
        "t31"."is_steady"
      FROM (
        SELECT
          "t40".*
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
            "t39"."deal_id" AS "deal_id_right",
            "t39"."changed_at",
            "t39"."untold",
            "t39"."spoke_at"
          FROM "book_deal" AS "t3"
          LEFT OUTER JOIN (
            SELECT
              "t37"."deal_id",
              MAX(
                CASE
                  WHEN COALESCE(
                    (
                      "t37"."changed_at" >= "t37"."opened_at"
                    )
                    AND (
                      "t37"."changed_at" <= "t37"."spoke_at"
                    ),
                    FALSE
                  )
                  THEN "t37"."changed_at"
                  ELSE CAST(NULL AS BIGINT)
                END
              ) AS "changed_at",
              BOOL_OR(
                CAST((
                  (
                    "t37"."changed_at" >= "t37"."opened_at"
                  )
                  AND (
                    "t37"."changed_at" <= "t37"."spoke_at"
                  )
                ) IS NULL AS BOOLEAN)
              ) AS "untold",
              MAX("t37"."spoke_at") AS "spoke_at"
            FROM (
              SELECT
                "t36"."deal_id",
                "t36"."campaign_id",
                "t36"."new_id",
                "t36"."changed_at",
                "t21"."opened_at",
                "t21"."spoke_at"
              FROM (
                SELECT
                  *
                FROM (
                  SELECT
                    "t33"."deal_id",
                    "t33"."campaign_id",
                    "t33"."new_id",
                    "t33"."began_at" AS "changed_at"
                  FROM (
                    SELECT
                      "t30"."deal_id",
                      "t30"."campaign_id",
                      "t30"."days",
                      "t30"."steady_at",
                      "t30"."last_at",
                      "t30"."usual_gap",
                      "t30"."longest",
                      "t30"."due_at",
                      "t25"."began_at",
                      "t25"."new_id",
                      "t7"."as_of"
                    FROM (
                      SELECT
                        "t23"."deal_id",
                        "t23"."campaign_id",
                        "t23"."days",
                        "t23"."steady_at",
                        "t23"."last_at",
                        "t23"."usual_gap",
                        "t23"."longest",
                        "t23"."last_at" + CAST(CEIL("t23"."usual_gap" * 86400) AS BIGINT) AS "due_at"
                      FROM "t22" AS "t23"
                      WHERE
                        "t23"."days" >= 4 AND "t23"."longest" <= (
                          "t23"."usual_gap" * 3.0
                        )
                    ) AS "t30"
                    INNER JOIN (
                      SELECT
                        "t19"."deal_id",
                        "t19"."began_at",
                        "t19"."campaign_id" AS "new_id"
                      FROM (
                        SELECT
                          "t16"."deal_id",
                          "t16"."campaign_id",
                          MIN("t16"."occurred_at") AS "began_at",
                          COUNT(*) AS "days"
                        FROM "t15" AS "t16"
                        GROUP BY
                          1,
                          2
                      ) AS "t19"
                      WHERE
                        "t19"."days" > 1
                    ) AS "t25"
                      ON "t30"."deal_id" = "t25"."deal_id"
                    INNER JOIN (
                      SELECT
                        "t0"."deal_id",
                        "t0"."as_of"
                      FROM "book_deal" AS "t0"
                    ) AS "t7"
                      ON "t30"."deal_id" = "t7"."deal_id"
                  ) AS "t33"
                  WHERE
                    "t33"."began_at" > (
                      "t33"."last_at" - (
                        "t33"."usual_gap" * 86400
                      )
                    )
                    AND "t33"."began_at" <= (
                      "t33"."last_at" + (
                        "t33"."usual_gap" * 86400 * 3.0
                      )
                    )
                    AND (
                      "t33"."as_of" - "t33"."last_at"
                    ) > (
                      "t33"."usual_gap" * 86400 * 3.0
                    )
                    AND "t33"."new_id" <> "t33"."campaign_id"
                ) AS "t34"
                UNION ALL
                SELECT
                  *
                FROM (
                  SELECT
                    "t26"."deal_id",
                    "t26"."campaign_id",
                    "t26"."campaign_id" AS "new_id",
                    "t26"."occurred_at" AS "changed_at"
                  FROM (
                    SELECT
                      "t20"."deal_id",
                      "t20"."campaign_id",
                      "t20"."occurred_at",
                      "t20"."gap",
                      "t20"."place",
                      MIN("t20"."gap") OVER (
                        PARTITION BY "t20"."deal_id", "t20"."campaign_id"
                        ORDER BY "t20"."occurred_at" ASC
                        ROWS BETWEEN 3 preceding AND 1 preceding
                      ) AS "shortest",
                      MAX("t20"."gap") OVER (
                        PARTITION BY "t20"."deal_id", "t20"."campaign_id"
                        ORDER BY "t20"."occurred_at" ASC
                        ROWS BETWEEN 3 preceding AND 1 preceding
                      ) AS "longest",
                      MIN("t20"."gap") OVER (
                        PARTITION BY "t20"."deal_id", "t20"."campaign_id"
                        ORDER BY "t20"."occurred_at" ASC
                        ROWS BETWEEN CURRENT ROW AND 2 following
                      ) AS "least",
                      MAX("t20"."gap") OVER (
                        PARTITION BY "t20"."deal_id", "t20"."campaign_id"
                        ORDER BY "t20"."occurred_at" ASC
                        ROWS BETWEEN CURRENT ROW AND 2 following
                      ) AS "most",
                      COUNT("t20"."gap") OVER (
                        PARTITION BY "t20"."deal_id", "t20"."campaign_id"
                        ORDER BY "t20"."occurred_at" ASC
                        ROWS BETWEEN 3 preceding AND 1 preceding
                      ) + COUNT("t20"."gap") OVER (
                        PARTITION BY "t20"."deal_id", "t20"."campaign_id"
                        ORDER BY "t20"."occurred_at" ASC
                        ROWS BETWEEN CURRENT ROW AND 2 following
                      ) AS "gaps"
                    FROM (
                      SELECT
                        *
                      FROM "t15" AS "t16"
                      WHERE
                        "t16"."gap" IS NOT NULL
                    ) AS "t20"
                  ) AS "t26"
                  WHERE
                    "t26"."gaps" = 6
                    AND (
                      (
                        "t26"."least" >= (
                          "t26"."longest" * 2.0
                        )
                      )
                      OR (
                        (
                          "t26"."most" * 2.0
                        ) <= "t26"."shortest"
                      )
                    )
                ) AS "t32"
              ) AS "t36"
              INNER JOIN (
                SELECT
                  "t17"."deal_id",
                  "t17"."opened_at",
                  "t17"."spoke_at"
                FROM (
                  SELECT
                    "t6"."deal_id",
                    "t6"."opened_at",
                    "t14"."deal_id" AS "deal_id_right",
                    "t14"."spoke_at"
                  FROM (
                    SELECT
                      "t0"."deal_id",
                      "t0"."opened_at"
                    FROM "book_deal" AS "t0"
                  ) AS "t6"
                  LEFT OUTER JOIN (
                    SELECT
                      "t11"."deal_id",
                      MAX("t11"."occurred_at") AS "spoke_at"
                    FROM (
                      SELECT
                        *
                      FROM (
                        SELECT
                          *
                        FROM "book_event" AS "t2"
                        WHERE
                          NOT (
                            "t2"."is_automated"
                          )
                          AND "t2"."direction" = 'inbound'
                          AND "t2"."kind" IN ('email', 'chat', 'letter', 'call')
                          AND NOT (
                            "t2"."status" IN ('planned', 'moved', 'cancelled')
                          )
                      ) AS "t9"
                      UNION ALL
                      SELECT
                        *
                      FROM (
                        SELECT
                          *
                        FROM "book_event" AS "t2"
                        WHERE
                          NOT (
                            "t2"."is_automated"
                          )
                          AND "t2"."kind" IN ('meeting', 'call', 'demo')
                          AND "t2"."status" IN ('held', 'unknown')
                          AND "t2"."direction" <> 'internal'
                          AND (
                            (
                              "t2"."direction" <> 'inbound'
                            ) OR (
                              "t2"."kind" <> 'call'
                            )
                          )
                          AND (
                            (
                              "t2"."buyers" > 0
                            ) OR (
                              "t2"."unnamed" > 0
                            ) OR (
                              "t2"."kind" <> 'call'
                            )
                          )
                      ) AS "t10"
                    ) AS "t11"
                    GROUP BY
                      1
                  ) AS "t14"
                    ON "t6"."deal_id" = "t14"."deal_id"
                ) AS "t17"
              ) AS "t21"
                ON "t36"."deal_id" = "t21"."deal_id"
            ) AS "t37"
            GROUP BY
              1
          ) AS "t39"
            ON "t3"."deal_id" = "t39"."deal_id"
        ) AS "t40"
      ) AS "t42"
      LEFT OUTER JOIN (
        SELECT
          "t27"."deal_id",
          TRUE AS "is_steady"
        FROM (
          SELECT DISTINCT
            "t23"."deal_id"
          FROM "t22" AS "t23"
          WHERE
            "t23"."days" >= 4 AND "t23"."longest" <= (
              "t23"."usual_gap" * 3.0
            )
        ) AS "t27"
      ) AS "t31"
        ON "t42"."deal_id" = "t31"."deal_id"
    ) AS "t43"
  ) AS "t44"
) AS "t45"
