SELECT
  "t37"."deal_id",
  "t37"."answer",
  CASE
    WHEN "t37"."answer" <> 'unknown'
    THEN CAST("t37"."value" AS DOUBLE)
    ELSE CAST(NULL AS DOUBLE)
  END AS "value",
  CASE WHEN "t37"."answer" = 'hit' THEN "t37"."hit_at" ELSE CAST(NULL AS BIGINT) END AS "hit_at"
FROM (
  SELECT
    "t36"."deal_id",
    "t36"."as_of",
    "t36"."opened_at",
    "t36"."account_id",
    "t36"."owner_id",
    "t36"."pipeline",
    "t36"."stage",
    "t36"."stage_entered_at",
    "t36"."amount",
    "t36"."size_band",
    "t36"."segment",
    "t36"."product",
    "t36"."channel",
    "t36"."history_complete",
    "t36"."is_look_back",
    "t36"."arrived",
    "t36"."reached_at",
    "t36"."somebody",
    "t36"."listed",
    "t36"."touches",
    "t36"."is_known",
    "t36"."is_listed",
    "t36"."usual",
    CASE
      WHEN "t36"."is_known"
      AND (
        "t36"."touches" = 0
      )
      AND NOT (
        "t36"."is_listed"
      )
      AND (
        "t36"."as_of" > (
          "t36"."opened_at" + CAST(CEIL("t36"."usual" * 86400) AS BIGINT)
        )
      )
      THEN 'hit'
      WHEN "t36"."touches" > 0
      THEN 'clear'
      ELSE 'unknown'
    END AS "answer",
    "t36"."touches" AS "value",
    "t36"."opened_at" + CAST(CEIL("t36"."usual" * 86400) AS BIGINT) AS "hit_at"
  FROM (
    SELECT
      "t35".*
      EXCLUDE ("deal_id_right")
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
        "t34"."arrived",
        "t34"."reached_at",
        "t34"."somebody",
        "t34"."listed",
        "t34"."touches",
        "t34"."is_known",
        "t34"."is_listed",
        "t24"."deal_id" AS "deal_id_right",
        "t24"."usual"
      FROM (
        SELECT
          "t32"."deal_id",
          "t32"."as_of",
          "t32"."opened_at",
          "t32"."account_id",
          "t32"."owner_id",
          "t32"."pipeline",
          "t32"."stage",
          "t32"."stage_entered_at",
          "t32"."amount",
          "t32"."size_band",
          "t32"."segment",
          "t32"."product",
          "t32"."channel",
          "t32"."history_complete",
          "t32"."is_look_back",
          "t32"."arrived",
          "t32"."reached_at",
          "t32"."somebody",
          "t32"."listed",
          COALESCE("t32"."arrived", 0) AS "touches",
          COALESCE("t32"."somebody", FALSE) AS "is_known",
          COALESCE("t32"."listed", FALSE) AS "is_listed"
        FROM (
          SELECT
            "t31".*
            EXCLUDE ("deal_id_right")
          FROM (
            SELECT
              "t30"."deal_id",
              "t30"."as_of",
              "t30"."opened_at",
              "t30"."account_id",
              "t30"."owner_id",
              "t30"."pipeline",
              "t30"."stage",
              "t30"."stage_entered_at",
              "t30"."amount",
              "t30"."size_band",
              "t30"."segment",
              "t30"."product",
              "t30"."channel",
              "t30"."history_complete",
              "t30"."is_look_back",
              "t30"."arrived",
              "t30"."reached_at",
              "t30"."somebody",
              "t19"."deal_id" AS "deal_id_right",
              "t19"."listed"
            FROM (
              SELECT
                "t28".*
                EXCLUDE ("deal_id_right")
              FROM (
                SELECT
                  "t27"."deal_id",
                  "t27"."as_of",
                  "t27"."opened_at",
                  "t27"."account_id",
                  "t27"."owner_id",
                  "t27"."pipeline",
                  "t27"."stage",
                  "t27"."stage_entered_at",
                  "t27"."amount",
                  "t27"."size_band",
                  "t27"."segment",
                  "t27"."product",
                  "t27"."channel",
                  "t27"."history_complete",
                  "t27"."is_look_back",
                  "t27"."arrived",
                  "t27"."reached_at",
                  "t20"."deal_id" AS "deal_id_right",
                  "t20"."somebody"
                FROM (
                  SELECT
                    "t25".*
                    EXCLUDE ("deal_id_right")
                  FROM (
                    SELECT
                      "t5"."deal_id",
                      "t5"."as_of",
                      "t5"."opened_at",
                      "t5"."account_id",
                      "t5"."owner_id",
                      "t5"."pipeline",
                      "t5"."stage",
                      "t5"."stage_entered_at",
                      "t5"."amount",
                      "t5"."size_band",
                      "t5"."segment",
                      "t5"."product",
                      "t5"."channel",
                      "t5"."history_complete",
                      "t5"."is_look_back",
                      "t23"."deal_id" AS "deal_id_right",
                      "t23"."arrived",
                      "t23"."reached_at"
                    FROM "book_deal" AS "t5"
                    LEFT OUTER JOIN (
                      SELECT
                        "t16"."deal_id",
                        COUNT(*) AS "arrived",
                        MIN("t16"."occurred_at") AS "reached_at"
                      FROM (
                        SELECT
                          *
                        FROM "book_touch" AS "t2"
                        WHERE
                          NOT (
                            "t2"."kind" IN (
                              'bounced',
                              'dropped',
                              'deferred',
                              'suppressed',
                              'failed',
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
                      ) AS "t16"
                      GROUP BY
                        1
                    ) AS "t23"
                      ON "t5"."deal_id" = "t23"."deal_id"
                  ) AS "t25"
                ) AS "t27"
                LEFT OUTER JOIN (
                  SELECT
                    "t13"."deal_id",
                    TRUE AS "somebody"
                  FROM (
                    SELECT
                      *
                    FROM (
                      SELECT
                        "t3"."deal_id"
                      FROM "book_presence" AS "t3"
                    ) AS "t7"
                    UNION
                    SELECT
                      *
                    FROM (
                      SELECT
                        "t4"."deal_id"
                      FROM "book_member" AS "t4"
                    ) AS "t8"
                  ) AS "t13"
                ) AS "t20"
                  ON "t27"."deal_id" = "t20"."deal_id"
              ) AS "t28"
            ) AS "t30"
            LEFT OUTER JOIN (
              SELECT
                "t12"."deal_id",
                TRUE AS "listed"
              FROM (
                SELECT DISTINCT
                  "t2"."deal_id"
                FROM "book_touch" AS "t2"
                WHERE
                  "t2"."kind" IN (
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
              ) AS "t12"
            ) AS "t19"
              ON "t30"."deal_id" = "t19"."deal_id"
          ) AS "t31"
        ) AS "t32"
      ) AS "t34"
      LEFT OUTER JOIN (
        SELECT
          "t9"."deal_id",
          COALESCE("t15"."own", "t14"."usual") AS "usual"
        FROM (
          SELECT
            "t0"."deal_id",
            "t0"."as_of",
            "t0"."size_band"
          FROM "book_deal" AS "t0"
        ) AS "t9"
        INNER JOIN (
          SELECT
            "t1"."grp",
            "t1"."valid_from",
            "t1"."valid_to",
            "t1"."p50" AS "usual"
          FROM "book_baseline" AS "t1"
          WHERE
            "t1"."age_days" = 0 AND "t1"."grp" = 'all'
        ) AS "t14"
          ON "t9"."as_of" >= "t14"."valid_from" AND "t9"."as_of" < "t14"."valid_to"
        LEFT OUTER JOIN (
          SELECT
            "t1"."valid_from",
            "t1"."grp" AS "size_band",
            "t1"."p50" AS "own"
          FROM "book_baseline" AS "t1"
          WHERE
            "t1"."age_days" = 0
        ) AS "t15"
          ON "t9"."size_band" = "t15"."size_band" AND "t14"."valid_from" = "t15"."valid_from"
      ) AS "t24"
        ON "t34"."deal_id" = "t24"."deal_id"
    ) AS "t35"
  ) AS "t36"
) AS "t37"
