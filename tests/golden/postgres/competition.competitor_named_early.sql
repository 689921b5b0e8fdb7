SELECT
  "t34"."deal_id",
  "t34"."answer",
  CASE
    WHEN "t34"."answer" <> 'unknown'
    THEN CAST("t34"."value" AS DOUBLE PRECISION)
    ELSE CAST(NULL AS DOUBLE PRECISION)
  END AS "value",
  CASE WHEN "t34"."answer" = 'hit' THEN "t34"."hit_at" ELSE CAST(NULL AS BIGINT) END AS "hit_at"
FROM (
  SELECT
    "t33"."deal_id",
    "t33"."as_of",
    "t33"."opened_at",
    "t33"."account_id",
    "t33"."owner_id",
    "t33"."pipeline",
    "t33"."stage",
    "t33"."stage_entered_at",
    "t33"."amount",
    "t33"."size_band",
    "t33"."segment",
    "t33"."product",
    "t33"."channel",
    "t33"."history_complete",
    "t33"."is_look_back",
    "t33"."first_at",
    "t33"."undated",
    "t33"."usual",
    "t33"."middle",
    CASE
      WHEN (
        "t33"."usual" IS NOT NULL
      )
      AND (
        (
          CAST((
            "t33"."first_at" - "t33"."opened_at"
          ) AS DOUBLE PRECISION) / 86400
        ) IS NOT NULL
      )
      AND (
        (
          (
            CAST((
              "t33"."first_at" - "t33"."opened_at"
            ) AS DOUBLE PRECISION) / 86400
          ) < "t33"."usual"
        )
        AND (
          (
            CAST((
              "t33"."first_at" - "t33"."opened_at"
            ) AS DOUBLE PRECISION) / 86400
          ) <= (
            "t33"."middle" - 14
          )
        )
      )
      THEN 'hit'
      WHEN (
        "t33"."usual" IS NOT NULL
      )
      AND (
        (
          CAST((
            "t33"."first_at" - "t33"."opened_at"
          ) AS DOUBLE PRECISION) / 86400
        ) IS NOT NULL
      )
      AND NOT (
        (
          (
            CAST((
              "t33"."first_at" - "t33"."opened_at"
            ) AS DOUBLE PRECISION) / 86400
          ) < "t33"."usual"
        )
        AND (
          (
            CAST((
              "t33"."first_at" - "t33"."opened_at"
            ) AS DOUBLE PRECISION) / 86400
          ) <= (
            "t33"."middle" - 14
          )
        )
      )
      AND NOT (
        "t33"."undated"
      )
      THEN 'clear'
      ELSE 'unknown'
    END AS "answer",
    CASE
      WHEN (
        CAST((
          "t33"."first_at" - "t33"."opened_at"
        ) AS DOUBLE PRECISION) / 86400
      ) > 0
      THEN CAST(FLOOR(CAST((
        "t33"."first_at" - "t33"."opened_at"
      ) AS DOUBLE PRECISION) / 86400) AS BIGINT)
      ELSE 0
    END AS "value",
    "t33"."first_at" AS "hit_at"
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
      "t32"."first_at",
      "t32"."undated",
      "t32"."usual",
      "t32"."middle"
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
        "t31"."product",
        "t31"."channel",
        "t31"."history_complete",
        "t31"."is_look_back",
        "t31"."first_at",
        "t31"."undated",
        "t31"."usual",
        "t21"."deal_id" AS "deal_id_right",
        "t21"."middle"
      FROM (
        SELECT
          "t29"."deal_id",
          "t29"."as_of",
          "t29"."opened_at",
          "t29"."account_id",
          "t29"."owner_id",
          "t29"."pipeline",
          "t29"."stage",
          "t29"."stage_entered_at",
          "t29"."amount",
          "t29"."size_band",
          "t29"."segment",
          "t29"."product",
          "t29"."channel",
          "t29"."history_complete",
          "t29"."is_look_back",
          "t29"."first_at",
          "t29"."undated",
          "t29"."usual"
        FROM (
          SELECT
            "t28"."deal_id",
            "t28"."as_of",
            "t28"."opened_at",
            "t28"."account_id",
            "t28"."owner_id",
            "t28"."pipeline",
            "t28"."stage",
            "t28"."stage_entered_at",
            "t28"."amount",
            "t28"."size_band",
            "t28"."segment",
            "t28"."product",
            "t28"."channel",
            "t28"."history_complete",
            "t28"."is_look_back",
            "t28"."first_at",
            "t28"."undated",
            "t18"."deal_id" AS "deal_id_right",
            "t18"."usual"
          FROM (
            SELECT
              "t26"."deal_id",
              "t26"."as_of",
              "t26"."opened_at",
              "t26"."account_id",
              "t26"."owner_id",
              "t26"."pipeline",
              "t26"."stage",
              "t26"."stage_entered_at",
              "t26"."amount",
              "t26"."size_band",
              "t26"."segment",
              "t26"."product",
              "t26"."channel",
              "t26"."history_complete",
              "t26"."is_look_back",
              "t26"."first_at",
              "t26"."undated"
            FROM (
              SELECT
                "t4"."deal_id",
                "t4"."as_of",
                "t4"."opened_at",
                "t4"."account_id",
                "t4"."owner_id",
                "t4"."pipeline",
                "t4"."stage",
                "t4"."stage_entered_at",
                "t4"."amount",
                "t4"."size_band",
                "t4"."segment",
                "t4"."product",
                "t4"."channel",
                "t4"."history_complete",
                "t4"."is_look_back",
                "t25"."deal_id" AS "deal_id_right",
                "t25"."first_at",
                "t25"."undated"
              FROM "book_deal" AS "t4"
              LEFT OUTER JOIN (
                SELECT
                  "t23"."deal_id",
                  MIN("t23"."named_at") AS "first_at",
                  BOOL_OR("t23"."named_at" IS NULL) AS "undated"
                FROM (
                  SELECT
                    *
                  FROM (
                    SELECT
                      "t2"."deal_id",
                      "t2"."named_at"
                    FROM "book_rival" AS "t2"
                  ) AS "t6"
                  UNION ALL
                  SELECT
                    *
                  FROM (
                    SELECT
                      "t19"."deal_id",
                      "t19"."changed_at" AS "named_at"
                    FROM (
                      SELECT
                        "t3"."deal_id",
                        "t3"."row_id",
                        "t3"."field",
                        "t3"."old_value",
                        "t3"."new_value",
                        "t3"."changed_at",
                        "t3"."sequence",
                        COALESCE(
                          (
                            NULLIF(LOWER("t3"."new_value"), '') IS NOT NULL
                          )
                          AND NOT (
                            NULLIF(LOWER("t3"."new_value"), '') IN (
                              'none',
                              'no',
                              'nobody',
                              'no competitor',
                              'no competitors',
                              'no competition',
                              'no competitor named',
                              'keine',
                              'keiner',
                              'kein wettbewerber',
                              'aucun',
                              'aucun concurrent',
                              'ninguno',
                              'nenhum'
                            )
                          ),
                          FALSE
                        ) AS "is_named"
                      FROM "book_change" AS "t3"
                      WHERE
                        (
                          POSITION('competitor' IN LOWER("t3"."field")) > 0
                        )
                        OR (
                          POSITION('competidor' IN LOWER("t3"."field")) > 0
                        )
                        OR (
                          POSITION('concorrent' IN LOWER("t3"."field")) > 0
                        )
                        OR (
                          POSITION('concurrent' IN LOWER("t3"."field")) > 0
                        )
                        OR (
                          POSITION('konkurren' IN LOWER("t3"."field")) > 0
                        )
                        OR (
                          POSITION('wettbewerb' IN LOWER("t3"."field")) > 0
                        )
                    ) AS "t19"
                    WHERE
                      "t19"."is_named"
                  ) AS "t22"
                ) AS "t23"
                GROUP BY
                  1
              ) AS "t25"
                ON "t4"."deal_id" = "t25"."deal_id"
            ) AS "t26"
          ) AS "t28"
          LEFT OUTER JOIN (
            SELECT
              "t7"."deal_id",
              COALESCE("t15"."own", "t14"."usual") AS "usual"
            FROM (
              SELECT
                "t0"."deal_id",
                "t0"."as_of",
                "t0"."size_band"
              FROM "book_deal" AS "t0"
            ) AS "t7"
            INNER JOIN (
              SELECT
                "t1"."grp",
                "t1"."valid_from",
                "t1"."valid_to",
                "t1"."p10" AS "usual"
              FROM "book_baseline" AS "t1"
              WHERE
                "t1"."age_days" = 0 AND "t1"."grp" = 'all'
            ) AS "t14"
              ON "t7"."as_of" >= "t14"."valid_from" AND "t7"."as_of" < "t14"."valid_to"
            LEFT OUTER JOIN (
              SELECT
                "t1"."valid_from",
                "t1"."grp" AS "size_band",
                "t1"."p10" AS "own"
              FROM "book_baseline" AS "t1"
              WHERE
                "t1"."age_days" = 0
            ) AS "t15"
              ON "t7"."size_band" = "t15"."size_band" AND "t14"."valid_from" = "t15"."valid_from"
          ) AS "t18"
            ON "t28"."deal_id" = "t18"."deal_id"
        ) AS "t29"
      ) AS "t31"
      LEFT OUTER JOIN (
        SELECT
          "t16"."deal_id",
          "t16"."usual" AS "middle"
        FROM (
          SELECT
            "t7"."deal_id",
            COALESCE("t13"."own", "t12"."usual") AS "usual"
          FROM (
            SELECT
              "t0"."deal_id",
              "t0"."as_of",
              "t0"."size_band"
            FROM "book_deal" AS "t0"
          ) AS "t7"
          INNER JOIN (
            SELECT
              "t1"."grp",
              "t1"."valid_from",
              "t1"."valid_to",
              "t1"."p50" AS "usual"
            FROM "book_baseline" AS "t1"
            WHERE
              "t1"."age_days" = 0 AND "t1"."grp" = 'all'
          ) AS "t12"
            ON "t7"."as_of" >= "t12"."valid_from" AND "t7"."as_of" < "t12"."valid_to"
          LEFT OUTER JOIN (
            SELECT
              "t1"."valid_from",
              "t1"."grp" AS "size_band",
              "t1"."p50" AS "own"
            FROM "book_baseline" AS "t1"
            WHERE
              "t1"."age_days" = 0
          ) AS "t13"
            ON "t7"."size_band" = "t13"."size_band" AND "t12"."valid_from" = "t13"."valid_from"
        ) AS "t16"
      ) AS "t21"
        ON "t31"."deal_id" = "t21"."deal_id"
    ) AS "t32"
  ) AS "t33"
) AS "t34"
