WITH "t8" AS (
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
        'unbounce',
        'member',
        'added',
        'enrolled',
        'subscribed',
        'subscriber',
        'opted in',
        'opted-in',
        'opt-in',
        'active',
        'planned',
        'scheduled',
        'queued',
        'pending',
        'in progress',
        'not sent',
        'to be sent',
        'on hold',
        'paused',
        'stopped',
        'removed',
        'excluded',
        'inactive',
        'opted out',
        'opted-out',
        'opt-out',
        'abonniert',
        'abonnent',
        'eingetragen',
        'hinzugefügt',
        'mitglied',
        'geplant',
        'gestoppt',
        'entfernt',
        'abonné',
        'abonnée',
        'planifié',
        'suscrito',
        'suscrita',
        'planificado',
        'iscritto',
        'geabonneerd'
      )
    )
), "t28" AS (
  SELECT
    "t27"."deal_id",
    "t27"."programme_id",
    "t27"."occurred_at",
    CAST(FLOOR(CAST((
      "t27"."occurred_at"
    ) AS DOUBLE PRECISION) / (
      86400
    )) AS BIGINT) - LAG(
      CAST(FLOOR(CAST((
        "t27"."occurred_at"
      ) AS DOUBLE PRECISION) / (
        86400
      )) AS BIGINT)
    ) OVER (
      PARTITION BY "t27"."deal_id", "t27"."programme_id"
      ORDER BY "t27"."occurred_at" ASC
      ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
    ) AS "gap",
    ROW_NUMBER() OVER (
      PARTITION BY "t27"."deal_id", "t27"."programme_id"
      ORDER BY "t27"."occurred_at" ASC
      ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
    ) - 1 AS "place"
  FROM (
    SELECT
      "t26"."deal_id",
      "t26"."programme_id",
      CAST(FLOOR(CAST((
        "t26"."occurred_at"
      ) AS DOUBLE PRECISION) / (
        86400
      )) AS BIGINT) AS "FloorDivide(occurred_at, 86400)",
      MAX("t26"."occurred_at") AS "occurred_at"
    FROM (
      SELECT
        *
      FROM (
        SELECT
          *
        FROM "t8" AS "t11"
        UNION ALL
        SELECT
          *
        FROM (
          SELECT
            "t23"."deal_id",
            "t23"."row_id",
            "t23"."campaign_id",
            "t23"."programme_id",
            "t23"."person_id",
            "t23"."kind",
            "t23"."responded",
            "t23"."occurred_at"
          FROM (
            SELECT
              *
            FROM (
              SELECT
                "t17"."deal_id",
                "t17"."row_id",
                "t17"."campaign_id",
                "t17"."programme_id",
                "t17"."person_id",
                "t17"."kind",
                "t17"."responded",
                "t17"."occurred_at",
                ROW_NUMBER() OVER (
                  PARTITION BY "t17"."deal_id", "t17"."campaign_id"
                  ORDER BY "t17"."occurred_at" ASC, "t17"."row_id" ASC
                  ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
                ) - 1 AS "place"
              FROM (
                SELECT
                  "t12"."deal_id",
                  "t12"."row_id",
                  "t12"."campaign_id",
                  "t12"."programme_id",
                  "t12"."person_id",
                  "t12"."kind",
                  "t12"."responded",
                  "t12"."occurred_at"
                FROM (
                  SELECT
                    *
                  FROM "book_touch" AS "t1"
                  WHERE
                    "t1"."occurred_at" IS NOT NULL
                    AND (
                      COALESCE("t1"."responded", FALSE)
                      OR "t1"."kind" IN (
                        'clicked',
                        'forwarded',
                        'printed',
                        'registered',
                        'attended',
                        'submitted',
                        'responded',
                        'replied',
                        'opened'
                      )
                    )
                    AND NOT (
                      "t1"."kind" IN (
                        'registered',
                        'submitted',
                        'bounced',
                        'dropped',
                        'deferred',
                        'suppressed',
                        'failed'
                      )
                    )
                ) AS "t12"
                WHERE
                  NOT EXISTS(
                    SELECT
                      1
                    FROM "t8" AS "t14"
                    WHERE
                      "t12"."deal_id" = "t14"."deal_id" AND "t12"."campaign_id" = "t14"."campaign_id"
                  )
              ) AS "t17"
            ) AS "t20"
            WHERE
              "t20"."place" = 0
          ) AS "t23"
        ) AS "t24"
      ) AS "t25"
      WHERE
        "t25"."programme_id" IS NOT NULL
    ) AS "t26"
    GROUP BY
      1,
      2,
      3
  ) AS "t27"
), "t32" AS (
  SELECT
    "t29"."deal_id",
    "t29"."programme_id",
    COUNT(*) AS "days",
    MAX("t29"."occurred_at") FILTER(WHERE
      "t29"."place" = 3) AS "steady_at",
    MAX("t29"."occurred_at") AS "last_at",
    PERCENTILE_CONT(0.5) WITHIN GROUP (ORDER BY
      "t29"."gap") AS "usual_gap",
    MAX("t29"."gap") AS "longest"
  FROM "t28" AS "t29"
  GROUP BY
    1,
    2
)
SELECT
  "t55"."deal_id",
  "t55"."answer",
  CASE
    WHEN "t55"."answer" <> 'unknown'
    THEN CAST("t55"."value" AS DOUBLE PRECISION)
    ELSE CAST(NULL AS DOUBLE PRECISION)
  END AS "value",
  CASE WHEN "t55"."answer" = 'hit' THEN "t55"."hit_at" ELSE CAST(NULL AS BIGINT) END AS "hit_at"
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
    "t54"."changed_at",
    "t54"."untold",
    "t54"."spoke_at",
    "t54"."is_steady",
    CASE
      WHEN "t54"."changed_at" IS NOT NULL
      THEN 'hit'
      WHEN (
        "t54"."is_steady" OR (
          "t54"."untold" IS NOT NULL
        )
      )
      AND (
        "t54"."changed_at" IS NULL
      )
      AND NOT (
        COALESCE("t54"."untold", FALSE)
      )
      THEN 'clear'
      ELSE 'unknown'
    END AS "answer",
    CAST(FLOOR(
      CAST((
        COALESCE("t54"."spoke_at" - "t54"."changed_at", 0)
      ) AS DOUBLE PRECISION) / (
        86400
      )
    ) AS BIGINT) AS "value",
    "t54"."changed_at" AS "hit_at"
  FROM (
    SELECT
      "t53"."deal_id",
      "t53"."as_of",
      "t53"."opened_at",
      "t53"."account_id",
      "t53"."owner_id",
      "t53"."pipeline",
      "t53"."stage",
      "t53"."stage_entered_at",
      "t53"."amount",
      "t53"."size_band",
      "t53"."segment",
      "t53"."product",
      "t53"."channel",
      "t53"."history_complete",
      "t53"."is_look_back",
      "t53"."changed_at",
      "t53"."untold",
      "t53"."spoke_at",
      "t53"."is_steady"
    FROM (
      SELECT
        "t52"."deal_id",
        "t52"."as_of",
        "t52"."opened_at",
        "t52"."account_id",
        "t52"."owner_id",
        "t52"."pipeline",
        "t52"."stage",
        "t52"."stage_entered_at",
        "t52"."amount",
        "t52"."size_band",
        "t52"."segment",
        "t52"."product",
        "t52"."channel",
        "t52"."history_complete",
        "t52"."is_look_back",
        "t52"."changed_at",
        "t52"."untold",
        "t52"."spoke_at",
        "t41"."deal_id" AS "deal_id_right",
        "t41"."is_steady"
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
          "t50"."changed_at",
          "t50"."untold",
          "t50"."spoke_at"
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
            "t49"."deal_id" AS "deal_id_right",
            "t49"."changed_at",
            "t49"."untold",
            "t49"."spoke_at"
          FROM "book_deal" AS "t3"
          LEFT OUTER JOIN (
            SELECT
              "t47"."deal_id",
              MAX(
                CASE
                  WHEN COALESCE(
                    (
                      "t47"."changed_at" >= "t47"."opened_at"
                    )
                    AND (
                      "t47"."changed_at" <= "t47"."spoke_at"
                    ),
                    FALSE
                  )
                  THEN "t47"."changed_at"
                  ELSE CAST(NULL AS BIGINT)
                END
              ) AS "changed_at",
              BOOL_OR(
                (
                  (
                    "t47"."changed_at" >= "t47"."opened_at"
                  )
                  AND (
                    "t47"."changed_at" <= "t47"."spoke_at"
                  )
                ) IS NULL
              ) AS "untold",
              MAX("t47"."spoke_at") AS "spoke_at"
            FROM (
              SELECT
                "t46"."deal_id",
                "t46"."programme_id",
                "t46"."new_id",
                "t46"."changed_at",
                "t22"."opened_at",
                "t22"."spoke_at"
              FROM (
                SELECT
                  *
                FROM (
                  SELECT
                    "t43"."deal_id",
                    "t43"."programme_id",
                    "t43"."new_id",
                    "t43"."began_at" AS "changed_at"
                  FROM (
                    SELECT
                      "t40"."deal_id",
                      "t40"."programme_id",
                      "t40"."days",
                      "t40"."steady_at",
                      "t40"."last_at",
                      "t40"."usual_gap",
                      "t40"."longest",
                      "t40"."due_at",
                      "t40"."over_at",
                      "t35"."began_at",
                      "t35"."new_id",
                      "t7"."as_of"
                    FROM (
                      SELECT
                        "t33"."deal_id",
                        "t33"."programme_id",
                        "t33"."days",
                        "t33"."steady_at",
                        "t33"."last_at",
                        "t33"."usual_gap",
                        "t33"."longest",
                        "t33"."last_at" + CAST(CEIL("t33"."usual_gap" * 86400) AS BIGINT) AS "due_at",
                        "t33"."last_at" + CAST(CEIL("t33"."longest" * 172800.0) AS BIGINT) AS "over_at"
                      FROM "t32" AS "t33"
                      WHERE
                        "t33"."days" >= 4 AND "t33"."longest" <= (
                          "t33"."usual_gap" * 3.0
                        )
                    ) AS "t40"
                    INNER JOIN (
                      SELECT
                        "t30"."deal_id",
                        "t30"."began_at",
                        "t30"."programme_id" AS "new_id"
                      FROM (
                        SELECT
                          "t29"."deal_id",
                          "t29"."programme_id",
                          MIN("t29"."occurred_at") AS "began_at",
                          COUNT(*) AS "days"
                        FROM "t28" AS "t29"
                        GROUP BY
                          1,
                          2
                      ) AS "t30"
                      WHERE
                        "t30"."days" > 1
                    ) AS "t35"
                      ON "t40"."deal_id" = "t35"."deal_id"
                    INNER JOIN (
                      SELECT
                        "t0"."deal_id",
                        "t0"."as_of"
                      FROM "book_deal" AS "t0"
                    ) AS "t7"
                      ON "t40"."deal_id" = "t7"."deal_id"
                  ) AS "t43"
                  WHERE
                    "t43"."began_at" > (
                      "t43"."last_at" - (
                        "t43"."usual_gap" * 86400
                      )
                    )
                    AND "t43"."began_at" <= (
                      "t43"."last_at" + (
                        "t43"."usual_gap" * 86400 * 3.0
                      )
                    )
                    AND "t43"."as_of" > "t43"."over_at"
                    AND "t43"."new_id" <> "t43"."programme_id"
                ) AS "t44"
                UNION ALL
                SELECT
                  *
                FROM (
                  SELECT
                    "t36"."deal_id",
                    "t36"."programme_id",
                    "t36"."programme_id" AS "new_id",
                    "t36"."occurred_at" AS "changed_at"
                  FROM (
                    SELECT
                      "t31"."deal_id",
                      "t31"."programme_id",
                      "t31"."occurred_at",
                      "t31"."gap",
                      "t31"."place",
                      MIN("t31"."gap") OVER (
                        PARTITION BY "t31"."deal_id", "t31"."programme_id"
                        ORDER BY "t31"."occurred_at" ASC
                        ROWS BETWEEN 3 preceding AND 1 preceding
                      ) AS "shortest",
                      MAX("t31"."gap") OVER (
                        PARTITION BY "t31"."deal_id", "t31"."programme_id"
                        ORDER BY "t31"."occurred_at" ASC
                        ROWS BETWEEN 3 preceding AND 1 preceding
                      ) AS "longest",
                      MIN("t31"."gap") OVER (
                        PARTITION BY "t31"."deal_id", "t31"."programme_id"
                        ORDER BY "t31"."occurred_at" ASC
                        ROWS BETWEEN CURRENT ROW AND 2 following
                      ) AS "least",
                      MAX("t31"."gap") OVER (
                        PARTITION BY "t31"."deal_id", "t31"."programme_id"
                        ORDER BY "t31"."occurred_at" ASC
                        ROWS BETWEEN CURRENT ROW AND 2 following
                      ) AS "most",
                      COUNT("t31"."gap") OVER (
                        PARTITION BY "t31"."deal_id", "t31"."programme_id"
                        ORDER BY "t31"."occurred_at" ASC
                        ROWS BETWEEN 3 preceding AND 1 preceding
                      ) + COUNT("t31"."gap") OVER (
                        PARTITION BY "t31"."deal_id", "t31"."programme_id"
                        ORDER BY "t31"."occurred_at" ASC
                        ROWS BETWEEN CURRENT ROW AND 2 following
                      ) AS "gaps"
                    FROM (
                      SELECT
                        *
                      FROM "t28" AS "t29"
                      WHERE
                        "t29"."gap" IS NOT NULL
                    ) AS "t31"
                  ) AS "t36"
                  WHERE
                    "t36"."gaps" = 6
                    AND (
                      (
                        "t36"."least" >= (
                          "t36"."longest" * 2.0
                        )
                      )
                      OR (
                        (
                          "t36"."most" * 2.0
                        ) <= "t36"."shortest"
                      )
                    )
                ) AS "t42"
              ) AS "t46"
              INNER JOIN (
                SELECT
                  "t19"."deal_id",
                  "t19"."opened_at",
                  "t19"."spoke_at"
                FROM (
                  SELECT
                    "t6"."deal_id",
                    "t6"."opened_at",
                    "t18"."deal_id" AS "deal_id_right",
                    "t18"."spoke_at"
                  FROM (
                    SELECT
                      "t0"."deal_id",
                      "t0"."opened_at"
                    FROM "book_deal" AS "t0"
                  ) AS "t6"
                  LEFT OUTER JOIN (
                    SELECT
                      "t15"."deal_id",
                      MAX("t15"."occurred_at") AS "spoke_at"
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
                      ) AS "t10"
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
                      ) AS "t13"
                    ) AS "t15"
                    GROUP BY
                      1
                  ) AS "t18"
                    ON "t6"."deal_id" = "t18"."deal_id"
                ) AS "t19"
              ) AS "t22"
                ON "t46"."deal_id" = "t22"."deal_id"
            ) AS "t47"
            GROUP BY
              1
          ) AS "t49"
            ON "t3"."deal_id" = "t49"."deal_id"
        ) AS "t50"
      ) AS "t52"
      LEFT OUTER JOIN (
        SELECT
          "t37"."deal_id",
          TRUE AS "is_steady"
        FROM (
          SELECT DISTINCT
            "t33"."deal_id"
          FROM "t32" AS "t33"
          WHERE
            "t33"."days" >= 4 AND "t33"."longest" <= (
              "t33"."usual_gap" * 3.0
            )
        ) AS "t37"
      ) AS "t41"
        ON "t52"."deal_id" = "t41"."deal_id"
    ) AS "t53"
  ) AS "t54"
) AS "t55"
