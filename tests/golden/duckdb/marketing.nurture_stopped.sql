WITH "t6" AS (
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
)
SELECT
  "t35"."deal_id",
  "t35"."answer",
  CASE
    WHEN "t35"."answer" <> 'unknown'
    THEN CAST("t35"."value" AS DOUBLE)
    ELSE CAST(NULL AS DOUBLE)
  END AS "value",
  CASE WHEN "t35"."answer" = 'hit' THEN "t35"."hit_at" ELSE CAST(NULL AS BIGINT) END AS "hit_at"
FROM (
  SELECT
    "t34"."deal_id",
    "t34"."as_of",
    "t34"."opened_at",
    "t34"."account_id",
    "t34"."owner_id",
    "t34"."pipeline",
    "t34"."stage",
    "t34"."stage_entered_at",
    "t34"."amount",
    "t34"."size_band",
    "t34"."segment",
    "t34"."product",
    "t34"."channel",
    "t34"."history_complete",
    "t34"."is_look_back",
    "t34"."programmes",
    "t34"."due_at",
    "t34"."untold",
    "t34"."spoke_at",
    CASE
      WHEN "t34"."due_at" IS NOT NULL
      THEN 'hit'
      WHEN (
        "t34"."programmes" > 0
      )
      AND (
        "t34"."due_at" IS NULL
      )
      AND NOT (
        "t34"."untold"
      )
      THEN 'clear'
      ELSE 'unknown'
    END AS "answer",
    CAST(FLOOR((
      COALESCE("t34"."spoke_at" - "t34"."due_at", 0)
    ) / (
      86400
    )) AS BIGINT) AS "value",
    "t34"."due_at" AS "hit_at"
  FROM (
    SELECT
      "t33".*
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
        "t32"."deal_id" AS "deal_id_right",
        "t32"."programmes",
        "t32"."due_at",
        "t32"."untold",
        "t32"."spoke_at"
      FROM "book_deal" AS "t3"
      LEFT OUTER JOIN (
        SELECT
          "t30"."deal_id",
          COUNT(*) AS "programmes",
          MAX(
            CASE
              WHEN COALESCE("t30"."is_stop", FALSE)
              THEN "t30"."due_at"
              ELSE CAST(NULL AS BIGINT)
            END
          ) AS "due_at",
          BOOL_OR(CAST("t30"."is_stop" IS NULL AS BOOLEAN)) AS "untold",
          MAX("t30"."spoke_at") AS "spoke_at"
        FROM (
          SELECT
            "t29"."deal_id",
            "t29"."programme_id",
            "t20"."spoke_at",
            "t29"."due_at",
            (
              "t20"."as_of" > "t29"."over_at"
            )
            AND (
              "t29"."due_at" >= "t20"."opened_at"
            )
            AND (
              "t29"."due_at" <= "t20"."spoke_at"
            ) AS "is_stop"
          FROM (
            SELECT
              "t27"."deal_id",
              "t27"."programme_id",
              "t27"."days",
              "t27"."steady_at",
              "t27"."last_at",
              "t27"."usual_gap",
              "t27"."longest",
              "t27"."last_at" + CAST(CEIL("t27"."usual_gap" * 86400) AS BIGINT) AS "due_at",
              "t27"."last_at" + CAST(CEIL("t27"."longest" * 172800.0) AS BIGINT) AS "over_at"
            FROM (
              SELECT
                "t26"."deal_id",
                "t26"."programme_id",
                COUNT(*) AS "days",
                MAX("t26"."occurred_at") FILTER(WHERE
                  "t26"."place" = 3) AS "steady_at",
                MAX("t26"."occurred_at") AS "last_at",
                QUANTILE_CONT("t26"."gap", 0.5) AS "usual_gap",
                MAX("t26"."gap") AS "longest"
              FROM (
                SELECT
                  "t25"."deal_id",
                  "t25"."programme_id",
                  "t25"."occurred_at",
                  CAST(FLOOR((
                    "t25"."occurred_at"
                  ) / (
                    86400
                  )) AS BIGINT) - LAG(CAST(FLOOR((
                    "t25"."occurred_at"
                  ) / (
                    86400
                  )) AS BIGINT)) OVER (
                    PARTITION BY "t25"."deal_id", "t25"."programme_id"
                    ORDER BY "t25"."occurred_at" ASC
                    ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
                  ) AS "gap",
                  ROW_NUMBER() OVER (
                    PARTITION BY "t25"."deal_id", "t25"."programme_id"
                    ORDER BY "t25"."occurred_at" ASC
                    ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
                  ) - 1 AS "place"
                FROM (
                  SELECT
                    "t24"."deal_id",
                    "t24"."programme_id",
                    CAST(FLOOR((
                      "t24"."occurred_at"
                    ) / (
                      86400
                    )) AS BIGINT) AS "FloorDivide(occurred_at, 86400)",
                    MAX("t24"."occurred_at") AS "occurred_at"
                  FROM (
                    SELECT
                      *
                    FROM (
                      SELECT
                        *
                      FROM "t6" AS "t9"
                      UNION ALL
                      SELECT
                        *
                      FROM (
                        SELECT
                          "t21".*
                          EXCLUDE ("place")
                        FROM (
                          SELECT
                            *
                          FROM (
                            SELECT
                              "t15"."deal_id",
                              "t15"."row_id",
                              "t15"."campaign_id",
                              "t15"."programme_id",
                              "t15"."person_id",
                              "t15"."kind",
                              "t15"."responded",
                              "t15"."occurred_at",
                              ROW_NUMBER() OVER (
                                PARTITION BY "t15"."deal_id", "t15"."campaign_id"
                                ORDER BY "t15"."occurred_at" ASC, "t15"."row_id" ASC
                                ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
                              ) - 1 AS "place"
                            FROM (
                              SELECT
                                "t10"."deal_id",
                                "t10"."row_id",
                                "t10"."campaign_id",
                                "t10"."programme_id",
                                "t10"."person_id",
                                "t10"."kind",
                                "t10"."responded",
                                "t10"."occurred_at"
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
                              ) AS "t10"
                              ANTI JOIN "t6" AS "t12"
                                ON "t10"."deal_id" = "t12"."deal_id" AND "t10"."campaign_id" = "t12"."campaign_id"
                            ) AS "t15"
                          ) AS "t18"
                          WHERE
                            "t18"."place" = 0
                        ) AS "t21"
                      ) AS "t22"
                    ) AS "t23"
                    WHERE
                      "t23"."programme_id" IS NOT NULL
                  ) AS "t24"
                  GROUP BY
                    1,
                    2,
                    3
                ) AS "t25"
              ) AS "t26"
              GROUP BY
                1,
                2
            ) AS "t27"
            WHERE
              "t27"."days" >= 4 AND "t27"."longest" <= (
                "t27"."usual_gap" * 3.0
              )
          ) AS "t29"
          INNER JOIN (
            SELECT
              "t17".*
              EXCLUDE ("deal_id_right")
            FROM (
              SELECT
                "t5"."deal_id",
                "t5"."opened_at",
                "t5"."as_of",
                "t16"."deal_id" AS "deal_id_right",
                "t16"."spoke_at"
              FROM (
                SELECT
                  "t0"."deal_id",
                  "t0"."opened_at",
                  "t0"."as_of"
                FROM "book_deal" AS "t0"
              ) AS "t5"
              LEFT OUTER JOIN (
                SELECT
                  "t13"."deal_id",
                  MAX("t13"."occurred_at") AS "spoke_at"
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
                  ) AS "t8"
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
                  ) AS "t11"
                ) AS "t13"
                GROUP BY
                  1
              ) AS "t16"
                ON "t5"."deal_id" = "t16"."deal_id"
            ) AS "t17"
          ) AS "t20"
            ON "t29"."deal_id" = "t20"."deal_id"
        ) AS "t30"
        GROUP BY
          1
      ) AS "t32"
        ON "t3"."deal_id" = "t32"."deal_id"
    ) AS "t33"
  ) AS "t34"
) AS "t35"
