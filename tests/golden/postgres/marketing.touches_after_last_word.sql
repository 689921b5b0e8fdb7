WITH "t11" AS (
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
  ) AS "t7"
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
  ) AS "t9"
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
    "t44"."history_complete",
    "t44"."is_look_back",
    "t44"."spoke_at",
    "t44"."has_rhythm",
    "t44"."silent_at",
    "t44"."late",
    "t44"."enough_at",
    "t44"."has_touches",
    CASE
      WHEN "t44"."has_touches"
      AND (
        "t44"."silent_at" IS NOT NULL
      )
      AND NOT (
        COALESCE("t44"."is_look_back", FALSE)
      )
      AND "t44"."has_rhythm"
      AND (
        COALESCE("t44"."late", 0) >= 2
      )
      THEN 'hit'
      WHEN "t44"."has_touches"
      AND (
        "t44"."silent_at" IS NOT NULL
      )
      AND NOT (
        COALESCE("t44"."is_look_back", FALSE)
      )
      AND (
        COALESCE("t44"."late", 0) < 2
      )
      THEN 'clear'
      ELSE 'unknown'
    END AS "answer",
    COALESCE("t44"."late", 0) AS "value",
    "t44"."enough_at" AS "hit_at"
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
      "t43"."history_complete",
      "t43"."is_look_back",
      "t43"."spoke_at",
      "t43"."has_rhythm",
      "t43"."silent_at",
      "t43"."late",
      "t43"."enough_at",
      "t43"."has_touches"
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
        "t42"."history_complete",
        "t42"."is_look_back",
        "t42"."spoke_at",
        "t42"."has_rhythm",
        "t42"."silent_at",
        "t42"."late",
        "t42"."enough_at",
        "t12"."deal_id" AS "deal_id_right",
        "t12"."has_touches"
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
          "t40"."history_complete",
          "t40"."is_look_back",
          "t40"."spoke_at",
          "t40"."has_rhythm",
          "t40"."silent_at",
          "t40"."late",
          "t40"."enough_at"
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
            "t34"."history_complete",
            "t34"."is_look_back",
            "t34"."spoke_at",
            "t34"."has_rhythm",
            "t34"."silent_at",
            "t39"."deal_id" AS "deal_id_right",
            "t39"."late",
            "t39"."enough_at"
          FROM (
            SELECT
              "t31"."deal_id",
              "t31"."as_of",
              "t31"."opened_at",
              "t31"."account_id",
              "t31"."owner_id",
              "t31"."pipeline",
              "t31"."stage",
              "t31"."stage_entered_at",
              "t31"."amount",
              "t31"."size_band",
              "t31"."segment",
              "t31"."history_complete",
              "t31"."is_look_back",
              "t31"."spoke_at",
              "t31"."has_rhythm",
              "t31"."silent_at"
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
                "t3"."history_complete",
                "t3"."is_look_back",
                "t29"."deal_id" AS "deal_id_right",
                "t29"."spoke_at",
                "t29"."has_rhythm",
                "t29"."silent_at"
              FROM "book_deal" AS "t3"
              LEFT OUTER JOIN (
                SELECT
                  "t26"."deal_id",
                  "t26"."spoke_at",
                  "t26"."days" >= 3 AS "has_rhythm",
                  GREATEST("t26"."spoke_at", COALESCE("t26"."answered_at", "t26"."spoke_at")) + GREATEST(
                    1814400,
                    CAST(CEIL(
                      COALESCE(CASE WHEN "t26"."days" >= 3 THEN "t26"."usual_gap" ELSE 0.0 END, 0.0) * 5.0 * 86400
                    ) AS BIGINT)
                  ) AS "silent_at"
                FROM (
                  SELECT
                    "t25"."deal_id",
                    "t25"."spoke_at",
                    "t25"."days",
                    "t25"."usual_gap",
                    "t25"."answered_at"
                  FROM (
                    SELECT
                      "t24"."deal_id",
                      "t24"."spoke_at",
                      "t24"."days",
                      "t24"."usual_gap",
                      "t15"."deal_id" AS "deal_id_right",
                      "t15"."answered_at"
                    FROM (
                      SELECT
                        "t22"."deal_id",
                        "t22"."spoke_at",
                        "t22"."days",
                        "t22"."usual_gap"
                      FROM (
                        SELECT
                          "t18"."deal_id",
                          "t18"."spoke_at",
                          "t21"."deal_id" AS "deal_id_right",
                          "t21"."days",
                          "t21"."usual_gap"
                        FROM (
                          SELECT
                            "t14"."deal_id",
                            MAX("t14"."occurred_at") AS "spoke_at"
                          FROM "t11" AS "t14"
                          GROUP BY
                            1
                        ) AS "t18"
                        LEFT OUTER JOIN (
                          SELECT
                            "t19"."deal_id",
                            COUNT(*) AS "days",
                            PERCENTILE_CONT(0.5) WITHIN GROUP (ORDER BY
                              "t19"."gap") AS "usual_gap"
                          FROM (
                            SELECT
                              "t17"."deal_id",
                              "t17"."day" - LAG("t17"."day") OVER (
                                PARTITION BY "t17"."deal_id"
                                ORDER BY "t17"."day" ASC
                                ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
                              ) AS "gap"
                            FROM (
                              SELECT DISTINCT
                                "t14"."deal_id",
                                CAST(FLOOR(CAST((
                                  "t14"."occurred_at"
                                ) AS DOUBLE PRECISION) / (
                                  86400
                                )) AS BIGINT) AS "day"
                              FROM "t11" AS "t14"
                            ) AS "t17"
                          ) AS "t19"
                          GROUP BY
                            1
                        ) AS "t21"
                          ON "t18"."deal_id" = "t21"."deal_id"
                      ) AS "t22"
                    ) AS "t24"
                    LEFT OUTER JOIN (
                      SELECT
                        "t6"."deal_id",
                        MAX("t6"."occurred_at") AS "answered_at"
                      FROM (
                        SELECT
                          *
                        FROM "book_touch" AS "t0"
                        WHERE
                          "t0"."occurred_at" IS NOT NULL
                          AND (
                            COALESCE("t0"."responded", FALSE)
                            OR "t0"."kind" IN (
                              'clicked',
                              'forwarded',
                              'printed',
                              'registered',
                              'attended',
                              'submitted',
                              'responded',
                              'replied'
                            )
                          )
                      ) AS "t6"
                      GROUP BY
                        1
                    ) AS "t15"
                      ON "t24"."deal_id" = "t15"."deal_id"
                  ) AS "t25"
                ) AS "t26"
              ) AS "t29"
                ON "t3"."deal_id" = "t29"."deal_id"
            ) AS "t31"
          ) AS "t34"
          LEFT OUTER JOIN (
            SELECT
              "t37"."deal_id",
              COUNT(*) AS "late",
              MIN("t37"."occurred_at") FILTER(WHERE
                "t37"."place" = 1) AS "enough_at"
            FROM (
              SELECT
                "t36"."deal_id",
                "t36"."campaign_id",
                "t36"."FloorDivide(occurred_at, 86400)",
                "t36"."occurred_at",
                ROW_NUMBER() OVER (
                  PARTITION BY "t36"."deal_id"
                  ORDER BY "t36"."occurred_at" ASC, "t36"."campaign_id" ASC
                  ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
                ) - 1 AS "place"
              FROM (
                SELECT
                  "t35"."deal_id",
                  "t35"."campaign_id",
                  CAST(FLOOR(CAST((
                    "t35"."occurred_at"
                  ) AS DOUBLE PRECISION) / (
                    86400
                  )) AS BIGINT) AS "FloorDivide(occurred_at, 86400)",
                  MIN("t35"."occurred_at") AS "occurred_at"
                FROM (
                  SELECT
                    *
                  FROM (
                    SELECT
                      "t8"."deal_id",
                      "t8"."row_id",
                      "t8"."campaign_id",
                      "t8"."person_id",
                      "t8"."kind",
                      "t8"."responded",
                      "t8"."occurred_at",
                      "t30"."silent_at"
                    FROM (
                      SELECT
                        *
                      FROM "book_touch" AS "t0"
                      WHERE
                        "t0"."occurred_at" IS NOT NULL
                        AND NOT (
                          COALESCE("t0"."responded", FALSE)
                        )
                        AND NOT (
                          "t0"."kind" IN (
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
                    ) AS "t8"
                    INNER JOIN (
                      SELECT
                        "t26"."deal_id",
                        GREATEST("t26"."spoke_at", COALESCE("t26"."answered_at", "t26"."spoke_at")) + GREATEST(
                          1814400,
                          CAST(CEIL(
                            COALESCE(CASE WHEN "t26"."days" >= 3 THEN "t26"."usual_gap" ELSE 0.0 END, 0.0) * 5.0 * 86400
                          ) AS BIGINT)
                        ) AS "silent_at"
                      FROM (
                        SELECT
                          "t25"."deal_id",
                          "t25"."spoke_at",
                          "t25"."days",
                          "t25"."usual_gap",
                          "t25"."answered_at"
                        FROM (
                          SELECT
                            "t24"."deal_id",
                            "t24"."spoke_at",
                            "t24"."days",
                            "t24"."usual_gap",
                            "t15"."deal_id" AS "deal_id_right",
                            "t15"."answered_at"
                          FROM (
                            SELECT
                              "t22"."deal_id",
                              "t22"."spoke_at",
                              "t22"."days",
                              "t22"."usual_gap"
                            FROM (
                              SELECT
                                "t18"."deal_id",
                                "t18"."spoke_at",
                                "t21"."deal_id" AS "deal_id_right",
                                "t21"."days",
                                "t21"."usual_gap"
                              FROM (
                                SELECT
                                  "t14"."deal_id",
                                  MAX("t14"."occurred_at") AS "spoke_at"
                                FROM "t11" AS "t14"
                                GROUP BY
                                  1
                              ) AS "t18"
                              LEFT OUTER JOIN (
                                SELECT
                                  "t19"."deal_id",
                                  COUNT(*) AS "days",
                                  PERCENTILE_CONT(0.5) WITHIN GROUP (ORDER BY
                                    "t19"."gap") AS "usual_gap"
                                FROM (
                                  SELECT
                                    "t17"."deal_id",
                                    "t17"."day" - LAG("t17"."day") OVER (
                                      PARTITION BY "t17"."deal_id"
                                      ORDER BY "t17"."day" ASC
                                      ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
                                    ) AS "gap"
                                  FROM (
                                    SELECT DISTINCT
                                      "t14"."deal_id",
                                      CAST(FLOOR(CAST((
                                        "t14"."occurred_at"
                                      ) AS DOUBLE PRECISION) / (
                                        86400
                                      )) AS BIGINT) AS "day"
                                    FROM "t11" AS "t14"
                                  ) AS "t17"
                                ) AS "t19"
                                GROUP BY
                                  1
                              ) AS "t21"
                                ON "t18"."deal_id" = "t21"."deal_id"
                            ) AS "t22"
                          ) AS "t24"
                          LEFT OUTER JOIN (
                            SELECT
                              "t6"."deal_id",
                              MAX("t6"."occurred_at") AS "answered_at"
                            FROM (
                              SELECT
                                *
                              FROM "book_touch" AS "t0"
                              WHERE
                                "t0"."occurred_at" IS NOT NULL
                                AND (
                                  COALESCE("t0"."responded", FALSE)
                                  OR "t0"."kind" IN (
                                    'clicked',
                                    'forwarded',
                                    'printed',
                                    'registered',
                                    'attended',
                                    'submitted',
                                    'responded',
                                    'replied'
                                  )
                                )
                            ) AS "t6"
                            GROUP BY
                              1
                          ) AS "t15"
                            ON "t24"."deal_id" = "t15"."deal_id"
                        ) AS "t25"
                      ) AS "t26"
                    ) AS "t30"
                      ON "t8"."deal_id" = "t30"."deal_id"
                  ) AS "t32"
                  WHERE
                    "t32"."occurred_at" > "t32"."silent_at"
                ) AS "t35"
                GROUP BY
                  1,
                  2,
                  3
              ) AS "t36"
            ) AS "t37"
            GROUP BY
              1
          ) AS "t39"
            ON "t34"."deal_id" = "t39"."deal_id"
        ) AS "t40"
      ) AS "t42"
      LEFT OUTER JOIN (
        SELECT
          "t4"."deal_id",
          TRUE AS "has_touches"
        FROM (
          SELECT DISTINCT
            "t0"."deal_id"
          FROM "book_touch" AS "t0"
          WHERE
            "t0"."occurred_at" IS NOT NULL
            AND NOT (
              COALESCE("t0"."responded", FALSE)
            )
            AND NOT (
              "t0"."kind" IN (
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
        ) AS "t4"
      ) AS "t12"
        ON "t42"."deal_id" = "t12"."deal_id"
    ) AS "t43"
  ) AS "t44"
) AS "t45"
