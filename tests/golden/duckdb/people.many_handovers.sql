SELECT
  "t31"."deal_id",
  "t31"."answer",
  CASE
    WHEN "t31"."answer" <> 'unknown'
    THEN CAST("t31"."value" AS DOUBLE)
    ELSE CAST(NULL AS DOUBLE)
  END AS "value",
  CASE WHEN "t31"."answer" = 'hit' THEN "t31"."hit_at" ELSE CAST(NULL AS BIGINT) END AS "hit_at"
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
    "t30"."times",
    "t30"."latest_at",
    "t30"."is_own",
    "t30"."age_days",
    "t30"."usual",
    CASE
      WHEN COALESCE("t30"."times", 0) > "t30"."usual"
      THEN 'hit'
      WHEN (
        COALESCE("t30"."is_own", FALSE)
        OR (
          (
            "t30"."usual" > 0
          ) AND (
            "t30"."owner_id" IS NOT NULL
          )
        )
      )
      AND (
        COALESCE("t30"."times", 0) <= "t30"."usual"
      )
      THEN 'clear'
      ELSE 'unknown'
    END AS "answer",
    COALESCE("t30"."times", 0) AS "value",
    "t30"."latest_at" AS "hit_at"
  FROM (
    SELECT
      "t29".*
      EXCLUDE ("deal_id_right")
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
        "t28"."times",
        "t28"."latest_at",
        "t28"."is_own",
        "t20"."deal_id" AS "deal_id_right",
        "t20"."age_days",
        "t20"."usual"
      FROM (
        SELECT
          "t26".*
          EXCLUDE ("deal_id_right")
        FROM (
          SELECT
            "t25"."deal_id",
            "t25"."as_of",
            "t25"."opened_at",
            "t25"."account_id",
            "t25"."owner_id",
            "t25"."pipeline",
            "t25"."stage",
            "t25"."stage_entered_at",
            "t25"."amount",
            "t25"."size_band",
            "t25"."segment",
            "t25"."product",
            "t25"."channel",
            "t25"."history_complete",
            "t25"."is_look_back",
            "t25"."times",
            "t25"."latest_at",
            "t12"."deal_id" AS "deal_id_right",
            "t12"."is_own"
          FROM (
            SELECT
              "t23".*
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
                "t22"."deal_id" AS "deal_id_right",
                "t22"."times",
                "t22"."latest_at"
              FROM "book_deal" AS "t3"
              LEFT OUTER JOIN (
                SELECT
                  "t18"."deal_id",
                  COUNT(*) AS "times",
                  MAX("t18"."changed_at") AS "latest_at"
                FROM (
                  SELECT
                    "t16"."deal_id",
                    "t16"."row_id",
                    "t16"."field",
                    "t16"."old_value",
                    "t16"."new_value",
                    "t16"."changed_at",
                    "t16"."sequence",
                    "t16"."began_with"
                  FROM (
                    SELECT
                      "t13"."deal_id",
                      "t13"."row_id",
                      "t13"."field",
                      "t13"."old_value",
                      "t13"."new_value",
                      "t13"."changed_at",
                      "t13"."sequence",
                      "t13"."before",
                      "t13"."day",
                      FIRST_VALUE("t13"."before") OVER (
                        PARTITION BY "t13"."deal_id", "t13"."day"
                        ORDER BY "t13"."changed_at" ASC, "t13"."sequence" ASC, "t13"."row_id" ASC
                        ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
                      ) AS "began_with",
                      ROW_NUMBER() OVER (
                        PARTITION BY "t13"."deal_id", "t13"."day"
                        ORDER BY "t13"."changed_at" DESC, "t13"."sequence" DESC, "t13"."row_id" DESC
                        ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
                      ) - 1 AS "place"
                    FROM (
                      SELECT
                        "t6"."deal_id",
                        "t6"."row_id",
                        "t6"."field",
                        "t6"."old_value",
                        "t6"."new_value",
                        "t6"."changed_at",
                        "t6"."sequence",
                        COALESCE(
                          "t6"."old_value",
                          LAG("t6"."new_value") OVER (
                            PARTITION BY "t6"."deal_id"
                            ORDER BY "t6"."changed_at" ASC, "t6"."sequence" ASC, "t6"."row_id" ASC
                            ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
                          )
                        ) AS "before",
                        CAST(FLOOR((
                          "t6"."changed_at"
                        ) / (
                          86400
                        )) AS BIGINT) AS "day"
                      FROM (
                        SELECT
                          *
                        FROM "book_change" AS "t1"
                        WHERE
                          "t1"."field" = 'owner' AND "t1"."new_value" IS NOT NULL
                      ) AS "t6"
                    ) AS "t13"
                  ) AS "t16"
                  WHERE
                    "t16"."place" = 0 AND "t16"."began_with" <> "t16"."new_value"
                ) AS "t18"
                GROUP BY
                  1
              ) AS "t22"
                ON "t3"."deal_id" = "t22"."deal_id"
            ) AS "t23"
          ) AS "t25"
          LEFT OUTER JOIN (
            SELECT
              "t5"."deal_id",
              TRUE AS "is_own"
            FROM (
              SELECT DISTINCT
                "t1"."deal_id"
              FROM "book_change" AS "t1"
              WHERE
                "t1"."field" = 'owner'
            ) AS "t5"
          ) AS "t12"
            ON "t25"."deal_id" = "t12"."deal_id"
        ) AS "t26"
      ) AS "t28"
      LEFT OUTER JOIN (
        SELECT
          "t17"."deal_id",
          "t17"."age_days",
          "t17"."usual"
        FROM (
          SELECT
            "t10"."deal_id",
            "t10"."group",
            "t15"."age_days",
            "t15"."valid_from",
            COALESCE("t8"."of_band", "t15"."usual") AS "usual"
          FROM (
            SELECT
              "t0"."deal_id",
              "t0"."as_of",
              "t0"."size_band",
              "t0"."size_band" || '	' || "t0"."segment" AS "group",
              "t0"."as_of" - "t0"."opened_at" AS "age"
            FROM "book_deal" AS "t0"
          ) AS "t10"
          INNER JOIN (
            SELECT
              "t7"."grp",
              "t7"."age_days",
              "t7"."valid_from",
              "t7"."valid_to",
              "t7"."n",
              "t7"."p10",
              "t7"."p25",
              "t7"."p50",
              "t7"."p75",
              "t7"."p90",
              "t7"."usual",
              COALESCE(
                LEAD("t7"."age_days") OVER (
                  PARTITION BY "t7"."valid_from"
                  ORDER BY "t7"."age_days" ASC
                  ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
                ),
                1000000
              ) AS "next_age"
            FROM (
              SELECT
                "t2"."grp",
                "t2"."age_days",
                "t2"."valid_from",
                "t2"."valid_to",
                "t2"."n",
                "t2"."p10",
                "t2"."p25",
                "t2"."p50",
                "t2"."p75",
                "t2"."p90",
                "t2"."p90" AS "usual"
              FROM "book_baseline" AS "t2"
              WHERE
                "t2"."grp" = 'all'
            ) AS "t7"
          ) AS "t15"
            ON "t10"."as_of" >= "t15"."valid_from"
            AND "t10"."as_of" < "t15"."valid_to"
            AND "t10"."age" >= (
              "t15"."age_days" * 86400
            )
            AND "t10"."age" < (
              "t15"."next_age" * 86400
            )
          LEFT OUTER JOIN (
            SELECT
              "t2"."age_days",
              "t2"."valid_from",
              "t2"."grp" AS "size_band",
              "t2"."p90" AS "of_band"
            FROM "book_baseline" AS "t2"
          ) AS "t8"
            ON "t10"."size_band" = "t8"."size_band"
            AND "t15"."age_days" = "t8"."age_days"
            AND "t15"."valid_from" = "t8"."valid_from"
        ) AS "t17"
      ) AS "t20"
        ON "t28"."deal_id" = "t20"."deal_id"
    ) AS "t29"
  ) AS "t30"
) AS "t31"
