WITH "t13" AS (
  SELECT
    "t7"."deal_id",
    "t7"."row_id",
    "t7"."field",
    "t7"."old_value",
    "t7"."new_value",
    "t7"."changed_at",
    "t7"."sequence",
    COALESCE(
      "t7"."old_value",
      LAG("t7"."new_value") OVER (
        PARTITION BY "t7"."deal_id"
        ORDER BY "t7"."changed_at" ASC, "t7"."sequence" ASC, "t7"."row_id" ASC
        ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
      )
    ) AS "before"
  FROM (
    SELECT
      *
    FROM "book_change" AS "t2"
    WHERE
      "t2"."field" = 'stage'
  ) AS "t7"
), "t20" AS (
  SELECT
    "t8"."deal_id",
    "t16"."before",
    CAST("t16"."n" AS DOUBLE PRECISION) / "t16"."won" AS "share"
  FROM (
    SELECT
      "t0"."deal_id",
      "t0"."as_of",
      "t0"."stage",
      COALESCE("t0"."pipeline", '') AS "pipeline"
    FROM "book_deal" AS "t0"
  ) AS "t8"
  INNER JOIN (
    SELECT
      "t10"."valid_from",
      "t10"."valid_to",
      "t10"."n",
      "t10"."pipeline",
      "t10"."stage",
      "t10"."before",
      "t12"."won"
    FROM (
      SELECT
        "t1"."valid_from",
        "t1"."valid_to",
        "t1"."n",
        (
          STRING_TO_ARRAY("t1"."grp", '	')
        )[CASE
          WHEN 0 < 0
          THEN CARDINALITY(STRING_TO_ARRAY("t1"."grp", '	')) + (
            0 + 1
          )
          ELSE 0 + 1
        END] AS "pipeline",
        (
          STRING_TO_ARRAY("t1"."grp", '	')
        )[CASE
          WHEN 1 < 0
          THEN CARDINALITY(STRING_TO_ARRAY("t1"."grp", '	')) + (
            1 + 1
          )
          ELSE 1 + 1
        END] AS "stage",
        (
          STRING_TO_ARRAY("t1"."grp", '	')
        )[CASE
          WHEN 2 < 0
          THEN CARDINALITY(STRING_TO_ARRAY("t1"."grp", '	')) + (
            2 + 1
          )
          ELSE 2 + 1
        END] AS "before"
      FROM "book_baseline" AS "t1"
    ) AS "t10"
    INNER JOIN (
      SELECT
        "t1"."valid_from",
        (
          STRING_TO_ARRAY("t1"."grp", '	')
        )[CASE
          WHEN 0 < 0
          THEN CARDINALITY(STRING_TO_ARRAY("t1"."grp", '	')) + (
            0 + 1
          )
          ELSE 0 + 1
        END] AS "pipeline",
        (
          STRING_TO_ARRAY("t1"."grp", '	')
        )[CASE
          WHEN 1 < 0
          THEN CARDINALITY(STRING_TO_ARRAY("t1"."grp", '	')) + (
            1 + 1
          )
          ELSE 1 + 1
        END] AS "stage",
        "t1"."n" AS "won"
      FROM "book_baseline" AS "t1"
      WHERE
        (
          STRING_TO_ARRAY("t1"."grp", '	')
        )[CASE
          WHEN 2 < 0
          THEN CARDINALITY(STRING_TO_ARRAY("t1"."grp", '	')) + (
            2 + 1
          )
          ELSE 2 + 1
        END] = ''
    ) AS "t12"
      ON "t10"."valid_from" = "t12"."valid_from"
      AND "t10"."pipeline" = "t12"."pipeline"
      AND "t10"."stage" = "t12"."stage"
  ) AS "t16"
    ON "t8"."pipeline" = "t16"."pipeline"
    AND "t8"."stage" = "t16"."stage"
    AND "t8"."as_of" >= "t16"."valid_from"
    AND "t8"."as_of" < "t16"."valid_to"
), "t22" AS (
  SELECT DISTINCT
    "t19"."deal_id",
    "t19"."stage"
  FROM (
    SELECT
      *
    FROM (
      SELECT
        "t14"."deal_id",
        "t14"."row_id",
        "t14"."changed_at",
        "t14"."sequence",
        "t14"."new_value" AS "stage",
        CAST(NULL AS BIGINT) AS "left_at"
      FROM "t13" AS "t14"
      WHERE
        (
          "t14"."before" IS NULL
        ) OR (
          "t14"."before" <> "t14"."new_value"
        )
    ) AS "t17"
    UNION ALL
    SELECT
      *
    FROM (
      SELECT
        "t14"."deal_id",
        "t14"."row_id",
        "t14"."changed_at",
        "t14"."sequence",
        "t14"."before" AS "stage",
        "t14"."changed_at" AS "left_at"
      FROM "t13" AS "t14"
      WHERE
        (
          (
            "t14"."before" IS NULL
          ) OR (
            "t14"."before" <> "t14"."new_value"
          )
        )
        AND "t14"."before" IS NOT NULL
    ) AS "t18"
  ) AS "t19"
)
SELECT
  "t51"."deal_id",
  "t51"."answer",
  CASE
    WHEN "t51"."answer" <> 'unknown'
    THEN "t51"."value"
    ELSE CAST(NULL AS DOUBLE PRECISION)
  END AS "value",
  CASE WHEN "t51"."answer" = 'hit' THEN "t51"."hit_at" ELSE CAST(NULL AS BIGINT) END AS "hit_at"
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
    COALESCE("t50"."share", 0.0) AS "share",
    "t50"."is_measured",
    "t50"."new_stages",
    CASE
      WHEN "t50"."is_measured"
      AND "t50"."history_complete"
      AND (
        "t50"."new_stages" IS NULL
      )
      AND (
        COALESCE("t50"."share", 0.0) >= 0.9
      )
      THEN 'hit'
      WHEN "t50"."is_measured" AND (
        COALESCE("t50"."share", 0.0) < 0.9
      )
      THEN 'clear'
      ELSE 'unknown'
    END AS "answer",
    COALESCE("t50"."share", 0.0) AS "value",
    COALESCE("t50"."stage_entered_at", "t50"."opened_at") AS "hit_at"
  FROM (
    SELECT
      "t49"."deal_id",
      "t49"."as_of",
      "t49"."opened_at",
      "t49"."account_id",
      "t49"."owner_id",
      "t49"."pipeline",
      "t49"."stage",
      "t49"."stage_entered_at",
      "t49"."amount",
      "t49"."size_band",
      "t49"."segment",
      "t49"."product",
      "t49"."channel",
      "t49"."history_complete",
      "t49"."is_look_back",
      "t49"."share",
      "t49"."is_measured",
      "t49"."new_stages"
    FROM (
      SELECT
        "t48"."deal_id",
        "t48"."as_of",
        "t48"."opened_at",
        "t48"."account_id",
        "t48"."owner_id",
        "t48"."pipeline",
        "t48"."stage",
        "t48"."stage_entered_at",
        "t48"."amount",
        "t48"."size_band",
        "t48"."segment",
        "t48"."product",
        "t48"."channel",
        "t48"."history_complete",
        "t48"."is_look_back",
        "t48"."share",
        "t48"."is_measured",
        "t44"."deal_id" AS "deal_id_right",
        "t44"."new_stages"
      FROM (
        SELECT
          "t46"."deal_id",
          "t46"."as_of",
          "t46"."opened_at",
          "t46"."account_id",
          "t46"."owner_id",
          "t46"."pipeline",
          "t46"."stage",
          "t46"."stage_entered_at",
          "t46"."amount",
          "t46"."size_band",
          "t46"."segment",
          "t46"."product",
          "t46"."channel",
          "t46"."history_complete",
          "t46"."is_look_back",
          "t46"."share",
          "t46"."is_measured"
        FROM (
          SELECT
            "t45"."deal_id",
            "t45"."as_of",
            "t45"."opened_at",
            "t45"."account_id",
            "t45"."owner_id",
            "t45"."pipeline",
            "t45"."stage",
            "t45"."stage_entered_at",
            "t45"."amount",
            "t45"."size_band",
            "t45"."segment",
            "t45"."product",
            "t45"."channel",
            "t45"."history_complete",
            "t45"."is_look_back",
            "t45"."share",
            "t33"."deal_id" AS "deal_id_right",
            "t33"."is_measured"
          FROM (
            SELECT
              "t41"."deal_id",
              "t41"."as_of",
              "t41"."opened_at",
              "t41"."account_id",
              "t41"."owner_id",
              "t41"."pipeline",
              "t41"."stage",
              "t41"."stage_entered_at",
              "t41"."amount",
              "t41"."size_band",
              "t41"."segment",
              "t41"."product",
              "t41"."channel",
              "t41"."history_complete",
              "t41"."is_look_back",
              "t41"."share"
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
                "t39"."share"
              FROM "book_deal" AS "t3"
              LEFT OUTER JOIN (
                SELECT
                  "t35"."deal_id",
                  MAX("t35"."share") AS "share"
                FROM (
                  SELECT
                    "t31"."deal_id",
                    "t31"."before",
                    "t31"."share"
                  FROM (
                    SELECT
                      *
                    FROM "t20" AS "t21"
                    WHERE
                      "t21"."before" <> ''
                  ) AS "t31"
                  WHERE
                    NOT EXISTS(
                      SELECT
                        1
                      FROM "t22" AS "t27"
                      WHERE
                        "t31"."deal_id" = "t27"."deal_id" AND "t31"."before" = "t27"."stage"
                    )
                ) AS "t35"
                GROUP BY
                  1
              ) AS "t39"
                ON "t3"."deal_id" = "t39"."deal_id"
            ) AS "t41"
          ) AS "t45"
          LEFT OUTER JOIN (
            SELECT
              "t25"."deal_id",
              TRUE AS "is_measured"
            FROM (
              SELECT DISTINCT
                "t21"."deal_id"
              FROM "t20" AS "t21"
            ) AS "t25"
          ) AS "t33"
            ON "t45"."deal_id" = "t33"."deal_id"
        ) AS "t46"
      ) AS "t48"
      LEFT OUTER JOIN (
        SELECT
          "t40"."deal_id",
          COUNT(*) AS "new_stages"
        FROM (
          SELECT
            "t37"."deal_id",
            "t37"."stage",
            "t37"."present"
          FROM (
            SELECT
              *
            FROM (
              SELECT
                "t26"."deal_id",
                "t26"."stage",
                "t5"."present"
              FROM "t22" AS "t26"
              INNER JOIN (
                SELECT
                  "t0"."deal_id",
                  "t0"."stage" AS "present"
                FROM "book_deal" AS "t0"
              ) AS "t5"
                ON "t26"."deal_id" = "t5"."deal_id"
            ) AS "t34"
            WHERE
              "t34"."stage" <> "t34"."present"
          ) AS "t37"
          WHERE
            EXISTS(
              SELECT
                1
              FROM "t20" AS "t23"
              WHERE
                "t37"."deal_id" = "t23"."deal_id"
            )
            AND NOT EXISTS(
              SELECT
                1
              FROM (
                SELECT
                  "t21"."deal_id",
                  "t21"."before" AS "stage"
                FROM "t20" AS "t21"
                WHERE
                  "t21"."share" >= 0.1
              ) AS "t32"
              WHERE
                "t37"."deal_id" = "t32"."deal_id" AND "t37"."stage" = "t32"."stage"
            )
        ) AS "t40"
        GROUP BY
          1
      ) AS "t44"
        ON "t48"."deal_id" = "t44"."deal_id"
    ) AS "t49"
  ) AS "t50"
) AS "t51"
