WITH "t4" AS (
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
), "t12" AS (
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
  ) AS "t10"
), "t21" AS (
  SELECT
    "t19"."deal_id",
    "t19"."spoke_at",
    "t15"."deal_id" AS "deal_id_right",
    "t15"."answered_at"
  FROM (
    SELECT
      "t14"."deal_id",
      MAX("t14"."occurred_at") AS "spoke_at"
    FROM "t12" AS "t14"
    GROUP BY
      1
  ) AS "t19"
  LEFT OUTER JOIN (
    SELECT
      "t6"."deal_id",
      MAX("t6"."occurred_at") AS "answered_at"
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
            'replied'
          )
        )
    ) AS "t6"
    GROUP BY
      1
  ) AS "t15"
    ON "t19"."deal_id" = "t15"."deal_id"
), "t25" AS (
  SELECT
    *
  FROM "t4" AS "t8"
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
            "t9"."deal_id",
            "t9"."row_id",
            "t9"."campaign_id",
            "t9"."programme_id",
            "t9"."person_id",
            "t9"."kind",
            "t9"."responded",
            "t9"."occurred_at"
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
          ) AS "t9"
          WHERE
            NOT EXISTS(
              SELECT
                1
              FROM "t4" AS "t11"
              WHERE
                "t9"."deal_id" = "t11"."deal_id" AND "t9"."campaign_id" = "t11"."campaign_id"
            )
        ) AS "t17"
      ) AS "t20"
      WHERE
        "t20"."place" = 0
    ) AS "t23"
  ) AS "t24"
), "t36" AS (
  SELECT
    *
  FROM (
    SELECT
      "t31"."deal_id",
      "t31"."row_id",
      "t31"."campaign_id",
      "t31"."programme_id",
      "t31"."person_id",
      "t31"."kind",
      "t31"."responded",
      "t31"."occurred_at",
      "t30"."sign_at"
    FROM "t25" AS "t31"
    INNER JOIN (
      SELECT
        "t22"."deal_id",
        GREATEST("t22"."spoke_at", COALESCE("t22"."answered_at", "t22"."spoke_at")) AS "sign_at"
      FROM "t21" AS "t22"
    ) AS "t30"
      ON "t31"."deal_id" = "t30"."deal_id"
  ) AS "t35"
  WHERE
    "t35"."occurred_at" > (
      "t35"."sign_at" + 1814400
    )
)
SELECT
  "t65"."deal_id",
  "t65"."answer",
  CASE
    WHEN "t65"."answer" <> 'unknown'
    THEN CAST("t65"."value" AS DOUBLE PRECISION)
    ELSE CAST(NULL AS DOUBLE PRECISION)
  END AS "value",
  CASE WHEN "t65"."answer" = 'hit' THEN "t65"."hit_at" ELSE CAST(NULL AS BIGINT) END AS "hit_at"
FROM (
  SELECT
    "t64"."deal_id",
    "t64"."as_of",
    "t64"."opened_at",
    "t64"."account_id",
    "t64"."owner_id",
    "t64"."pipeline",
    "t64"."stage",
    "t64"."stage_entered_at",
    "t64"."amount",
    "t64"."size_band",
    "t64"."segment",
    "t64"."product",
    "t64"."channel",
    "t64"."history_complete",
    "t64"."is_look_back",
    "t64"."spoke_at",
    "t64"."has_rhythm",
    "t64"."silent_at",
    "t64"."late",
    "t64"."enough_at",
    "t64"."has_touches",
    CASE
      WHEN "t64"."has_touches"
      AND (
        "t64"."silent_at" IS NOT NULL
      )
      AND NOT (
        COALESCE("t64"."is_look_back", FALSE)
      )
      AND "t64"."has_rhythm"
      AND (
        COALESCE("t64"."late", 0) >= 2
      )
      THEN 'hit'
      WHEN "t64"."has_touches"
      AND (
        "t64"."silent_at" IS NOT NULL
      )
      AND NOT (
        COALESCE("t64"."is_look_back", FALSE)
      )
      AND (
        COALESCE("t64"."late", 0) < 2
      )
      THEN 'clear'
      ELSE 'unknown'
    END AS "answer",
    COALESCE("t64"."late", 0) AS "value",
    "t64"."enough_at" AS "hit_at"
  FROM (
    SELECT
      "t63"."deal_id",
      "t63"."as_of",
      "t63"."opened_at",
      "t63"."account_id",
      "t63"."owner_id",
      "t63"."pipeline",
      "t63"."stage",
      "t63"."stage_entered_at",
      "t63"."amount",
      "t63"."size_band",
      "t63"."segment",
      "t63"."product",
      "t63"."channel",
      "t63"."history_complete",
      "t63"."is_look_back",
      "t63"."spoke_at",
      "t63"."has_rhythm",
      "t63"."silent_at",
      "t63"."late",
      "t63"."enough_at",
      "t63"."has_touches"
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
        "t62"."spoke_at",
        "t62"."has_rhythm",
        "t62"."silent_at",
        "t62"."late",
        "t62"."enough_at",
        "t34"."deal_id" AS "deal_id_right",
        "t34"."has_touches"
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
          "t60"."spoke_at",
          "t60"."has_rhythm",
          "t60"."silent_at",
          "t60"."late",
          "t60"."enough_at"
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
            "t54"."spoke_at",
            "t54"."has_rhythm",
            "t54"."silent_at",
            "t59"."deal_id" AS "deal_id_right",
            "t59"."late",
            "t59"."enough_at"
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
              "t51"."spoke_at",
              "t51"."has_rhythm",
              "t51"."silent_at"
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
                "t49"."spoke_at",
                "t49"."has_rhythm",
                "t49"."silent_at"
              FROM "book_deal" AS "t3"
              LEFT OUTER JOIN (
                SELECT
                  "t46"."deal_id",
                  "t46"."spoke_at",
                  "t46"."days" >= 3 AS "has_rhythm",
                  "t46"."sign_at" + GREATEST(
                    1814400,
                    CAST(CEIL(
                      COALESCE(CASE WHEN "t46"."days" >= 3 THEN "t46"."usual_gap" ELSE 0.0 END, 0.0) * 5.0 * 86400
                    ) AS BIGINT)
                  ) AS "silent_at"
                FROM (
                  SELECT
                    "t45"."deal_id",
                    "t45"."spoke_at",
                    "t45"."answered_at",
                    "t45"."sign_at",
                    "t45"."days",
                    "t45"."usual_gap"
                  FROM (
                    SELECT
                      "t29"."deal_id",
                      "t29"."spoke_at",
                      "t29"."answered_at",
                      "t29"."sign_at",
                      "t44"."deal_id" AS "deal_id_right",
                      "t44"."days",
                      "t44"."usual_gap"
                    FROM (
                      SELECT
                        "t22"."deal_id",
                        "t22"."spoke_at",
                        "t22"."answered_at",
                        GREATEST("t22"."spoke_at", COALESCE("t22"."answered_at", "t22"."spoke_at")) AS "sign_at"
                      FROM "t21" AS "t22"
                    ) AS "t29"
                    LEFT OUTER JOIN (
                      SELECT
                        "t42"."deal_id",
                        COUNT(*) AS "days",
                        PERCENTILE_CONT(0.5) WITHIN GROUP (ORDER BY
                          "t42"."gap") AS "usual_gap"
                      FROM (
                        SELECT
                          "t41"."deal_id",
                          "t41"."day" - LAG("t41"."day") OVER (
                            PARTITION BY "t41"."deal_id"
                            ORDER BY "t41"."day" ASC
                            ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
                          ) AS "gap"
                        FROM (
                          SELECT DISTINCT
                            *
                          FROM (
                            SELECT
                              "t16"."deal_id",
                              CAST(FLOOR(CAST((
                                "t16"."occurred_at"
                              ) AS DOUBLE PRECISION) / (
                                86400
                              )) AS BIGINT) AS "day"
                            FROM "t12" AS "t16"
                            WHERE
                              EXISTS(
                                SELECT
                                  1
                                FROM "t36" AS "t39"
                                WHERE
                                  "t16"."deal_id" = "t39"."deal_id"
                              )
                          ) AS "t40"
                        ) AS "t41"
                      ) AS "t42"
                      GROUP BY
                        1
                    ) AS "t44"
                      ON "t29"."deal_id" = "t44"."deal_id"
                  ) AS "t45"
                ) AS "t46"
              ) AS "t49"
                ON "t3"."deal_id" = "t49"."deal_id"
            ) AS "t51"
          ) AS "t54"
          LEFT OUTER JOIN (
            SELECT
              "t57"."deal_id",
              COUNT(*) AS "late",
              MIN("t57"."occurred_at") FILTER(WHERE
                "t57"."place" = 1) AS "enough_at"
            FROM (
              SELECT
                "t56"."deal_id",
                "t56"."campaign_id",
                "t56"."FloorDivide(occurred_at, 86400)",
                "t56"."occurred_at",
                ROW_NUMBER() OVER (
                  PARTITION BY "t56"."deal_id"
                  ORDER BY "t56"."occurred_at" ASC, "t56"."campaign_id" ASC
                  ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
                ) - 1 AS "place"
              FROM (
                SELECT
                  "t55"."deal_id",
                  "t55"."campaign_id",
                  CAST(FLOOR(CAST((
                    "t55"."occurred_at"
                  ) AS DOUBLE PRECISION) / (
                    86400
                  )) AS BIGINT) AS "FloorDivide(occurred_at, 86400)",
                  MIN("t55"."occurred_at") AS "occurred_at"
                FROM (
                  SELECT
                    *
                  FROM (
                    SELECT
                      "t38"."deal_id",
                      "t38"."row_id",
                      "t38"."campaign_id",
                      "t38"."programme_id",
                      "t38"."person_id",
                      "t38"."kind",
                      "t38"."responded",
                      "t38"."occurred_at",
                      "t38"."sign_at",
                      "t50"."silent_at"
                    FROM "t36" AS "t38"
                    INNER JOIN (
                      SELECT
                        "t46"."deal_id",
                        "t46"."sign_at" + GREATEST(
                          1814400,
                          CAST(CEIL(
                            COALESCE(CASE WHEN "t46"."days" >= 3 THEN "t46"."usual_gap" ELSE 0.0 END, 0.0) * 5.0 * 86400
                          ) AS BIGINT)
                        ) AS "silent_at"
                      FROM (
                        SELECT
                          "t45"."deal_id",
                          "t45"."spoke_at",
                          "t45"."answered_at",
                          "t45"."sign_at",
                          "t45"."days",
                          "t45"."usual_gap"
                        FROM (
                          SELECT
                            "t29"."deal_id",
                            "t29"."spoke_at",
                            "t29"."answered_at",
                            "t29"."sign_at",
                            "t44"."deal_id" AS "deal_id_right",
                            "t44"."days",
                            "t44"."usual_gap"
                          FROM (
                            SELECT
                              "t22"."deal_id",
                              "t22"."spoke_at",
                              "t22"."answered_at",
                              GREATEST("t22"."spoke_at", COALESCE("t22"."answered_at", "t22"."spoke_at")) AS "sign_at"
                            FROM "t21" AS "t22"
                          ) AS "t29"
                          LEFT OUTER JOIN (
                            SELECT
                              "t42"."deal_id",
                              COUNT(*) AS "days",
                              PERCENTILE_CONT(0.5) WITHIN GROUP (ORDER BY
                                "t42"."gap") AS "usual_gap"
                            FROM (
                              SELECT
                                "t41"."deal_id",
                                "t41"."day" - LAG("t41"."day") OVER (
                                  PARTITION BY "t41"."deal_id"
                                  ORDER BY "t41"."day" ASC
                                  ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
                                ) AS "gap"
                              FROM (
                                SELECT DISTINCT
                                  *
                                FROM (
                                  SELECT
                                    "t16"."deal_id",
                                    CAST(FLOOR(CAST((
                                      "t16"."occurred_at"
                                    ) AS DOUBLE PRECISION) / (
                                      86400
                                    )) AS BIGINT) AS "day"
                                  FROM "t12" AS "t16"
                                  WHERE
                                    EXISTS(
                                      SELECT
                                        1
                                      FROM "t36" AS "t39"
                                      WHERE
                                        "t16"."deal_id" = "t39"."deal_id"
                                    )
                                ) AS "t40"
                              ) AS "t41"
                            ) AS "t42"
                            GROUP BY
                              1
                          ) AS "t44"
                            ON "t29"."deal_id" = "t44"."deal_id"
                        ) AS "t45"
                      ) AS "t46"
                    ) AS "t50"
                      ON "t38"."deal_id" = "t50"."deal_id"
                  ) AS "t52"
                  WHERE
                    "t52"."occurred_at" > "t52"."silent_at"
                ) AS "t55"
                GROUP BY
                  1,
                  2,
                  3
              ) AS "t56"
            ) AS "t57"
            GROUP BY
              1
          ) AS "t59"
            ON "t54"."deal_id" = "t59"."deal_id"
        ) AS "t60"
      ) AS "t62"
      LEFT OUTER JOIN (
        SELECT
          "t32"."deal_id",
          TRUE AS "has_touches"
        FROM (
          SELECT DISTINCT
            "t28"."deal_id"
          FROM "t25" AS "t28"
        ) AS "t32"
      ) AS "t34"
        ON "t62"."deal_id" = "t34"."deal_id"
    ) AS "t63"
  ) AS "t64"
) AS "t65"
