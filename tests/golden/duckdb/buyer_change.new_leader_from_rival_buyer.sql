WITH "t25" AS (
  SELECT
    *
  FROM (
    SELECT
      "t22".*
      EXCLUDE ("deal_id_right")
    FROM (
      SELECT
        "t18"."deal_id",
        "t18"."row_id",
        "t18"."person_id",
        "t18"."change",
        "t18"."occurred_at",
        "t18"."rank",
        "t18"."old_rank",
        "t18"."has_mandate",
        "t18"."from_rival_buyer",
        "t11"."deal_id" AS "deal_id_right",
        "t11"."opened_at"
      FROM (
        SELECT
          *
        FROM "book_turnover" AS "t2"
        WHERE
          "t2"."change" IN ('joined')
      ) AS "t18"
      LEFT OUTER JOIN (
        SELECT
          "t0"."deal_id",
          "t0"."opened_at"
        FROM "book_deal" AS "t0"
      ) AS "t11"
        ON "t18"."deal_id" = "t11"."deal_id"
    ) AS "t22"
  ) AS "t24"
  WHERE
    "t24"."occurred_at" >= "t24"."opened_at"
    AND NOT (
      (
        "t24"."change" = 'moved'
      )
      AND (
        (
          "t24"."rank" = "t24"."old_rank"
        ) AND (
          "t24"."rank" > 0
        )
      )
    )
), "t34" AS (
  SELECT
    "t27"."deal_id",
    "t27"."row_id",
    "t27"."person_id",
    "t27"."change",
    "t27"."occurred_at",
    "t27"."from_rival_buyer",
    CASE
      WHEN COALESCE("t33"."is_involved", FALSE)
      OR (
        GREATEST("t27"."rank", "t27"."old_rank", COALESCE("t33"."involved_rank", 0)) >= 4
      )
      THEN TRUE
      WHEN GREATEST("t27"."rank", "t27"."old_rank", COALESCE("t33"."involved_rank", 0)) > 0
      THEN FALSE
      ELSE NULL
    END AS "counts",
    CASE
      WHEN COALESCE("t33"."decides_by_role", FALSE)
      OR (
        GREATEST("t27"."rank", "t27"."old_rank", COALESCE("t33"."involved_rank", 0)) >= 4
      )
      THEN TRUE
      WHEN GREATEST("t27"."rank", "t27"."old_rank", COALESCE("t33"."involved_rank", 0)) > 0
      THEN FALSE
      ELSE NULL
    END AS "decides"
  FROM "t25" AS "t27"
  LEFT OUTER JOIN (
    SELECT
      "t31"."deal_id",
      "t31"."person_id",
      MAX("t31"."rank") AS "involved_rank",
      BOOL_OR(CAST("t31"."decides" AS BOOLEAN)) AS "decides_by_role",
      TRUE AS "is_involved"
    FROM (
      SELECT
        *
      FROM (
        SELECT
          "t6"."deal_id",
          "t6"."person_id",
          "t6"."rank",
          "t6"."role" IN ('decision_maker', 'economic_buyer') AS "decides"
        FROM "book_member" AS "t6"
        SEMI JOIN "t25" AS "t28"
          ON "t6"."deal_id" = "t28"."deal_id" AND "t6"."person_id" = "t28"."person_id"
      ) AS "t29"
      UNION ALL
      SELECT
        *
      FROM (
        SELECT
          "t7"."deal_id",
          "t7"."person_id",
          "t7"."rank",
          FALSE AS "decides"
        FROM "book_presence" AS "t7"
        SEMI JOIN "t25" AS "t28"
          ON "t7"."deal_id" = "t28"."deal_id" AND "t7"."person_id" = "t28"."person_id"
      ) AS "t30"
    ) AS "t31"
    GROUP BY
      1,
      2
  ) AS "t33"
    ON "t27"."deal_id" = "t33"."deal_id" AND "t27"."person_id" = "t33"."person_id"
)
SELECT
  "t53"."deal_id",
  "t53"."answer",
  CASE
    WHEN "t53"."answer" <> 'unknown'
    THEN CAST("t53"."value" AS DOUBLE)
    ELSE CAST(NULL AS DOUBLE)
  END AS "value",
  CASE WHEN "t53"."answer" = 'hit' THEN "t53"."hit_at" ELSE CAST(NULL AS BIGINT) END AS "hit_at"
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
    COALESCE("t52"."people", 0) AS "people",
    "t52"."latest_at",
    COALESCE("t52"."untold", FALSE) AS "untold",
    "t52"."is_own",
    "t52"."usual",
    (
      "t52"."opened_at" IS NOT NULL
    )
    AND (
      COALESCE("t52"."is_own", FALSE) OR COALESCE("t52"."usual" > 0, FALSE)
    ) AS "is_followed",
    CASE
      WHEN COALESCE("t52"."people", 0) > 0
      THEN 'hit'
      WHEN (
        COALESCE("t52"."people", 0) = 0
      )
      AND NOT (
        COALESCE("t52"."untold", FALSE)
      )
      AND (
        (
          "t52"."opened_at" IS NOT NULL
        )
        AND (
          COALESCE("t52"."is_own", FALSE) OR COALESCE("t52"."usual" > 0, FALSE)
        )
      )
      THEN 'clear'
      ELSE 'unknown'
    END AS "answer",
    COALESCE("t52"."people", 0) AS "value",
    "t52"."latest_at" AS "hit_at"
  FROM (
    SELECT
      "t51".*
      EXCLUDE ("deal_id_right")
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
        "t50"."people",
        "t50"."latest_at",
        "t50"."untold",
        "t50"."is_own",
        "t23"."deal_id" AS "deal_id_right",
        "t23"."usual"
      FROM (
        SELECT
          "t48".*
          EXCLUDE ("deal_id_right")
        FROM (
          SELECT
            "t47"."deal_id",
            "t47"."as_of",
            "t47"."opened_at",
            "t47"."account_id",
            "t47"."owner_id",
            "t47"."pipeline",
            "t47"."stage",
            "t47"."stage_entered_at",
            "t47"."amount",
            "t47"."size_band",
            "t47"."segment",
            "t47"."product",
            "t47"."channel",
            "t47"."history_complete",
            "t47"."is_look_back",
            "t47"."people",
            "t47"."latest_at",
            "t47"."untold",
            "t20"."deal_id" AS "deal_id_right",
            "t20"."is_own"
          FROM (
            SELECT
              "t45".*
              EXCLUDE ("deal_id_right")
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
                "t44"."people",
                "t44"."latest_at",
                "t39"."deal_id" AS "deal_id_right",
                "t39"."untold"
              FROM (
                SELECT
                  "t42".*
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
                    "t41"."deal_id" AS "deal_id_right",
                    "t41"."people",
                    "t41"."latest_at"
                  FROM "book_deal" AS "t5"
                  LEFT OUTER JOIN (
                    SELECT
                      "t36"."deal_id",
                      COUNT(DISTINCT COALESCE("t36"."person_id", "t36"."row_id")) AS "people",
                      MAX("t36"."occurred_at") AS "latest_at"
                    FROM (
                      SELECT
                        "t35"."deal_id",
                        "t35"."row_id",
                        "t35"."person_id",
                        "t35"."change",
                        "t35"."occurred_at",
                        "t35"."from_rival_buyer",
                        "t35"."decides" AND "t35"."from_rival_buyer" AS "counts",
                        "t35"."decides"
                      FROM "t34" AS "t35"
                      WHERE
                        "t35"."decides" AND "t35"."from_rival_buyer"
                    ) AS "t36"
                    GROUP BY
                      1
                  ) AS "t41"
                    ON "t5"."deal_id" = "t41"."deal_id"
                ) AS "t42"
              ) AS "t44"
              LEFT OUTER JOIN (
                SELECT
                  "t37"."deal_id",
                  TRUE AS "untold"
                FROM (
                  SELECT DISTINCT
                    "t35"."deal_id"
                  FROM "t34" AS "t35"
                  WHERE
                    (
                      "t35"."decides" AND "t35"."from_rival_buyer"
                    ) IS NULL
                ) AS "t37"
              ) AS "t39"
                ON "t44"."deal_id" = "t39"."deal_id"
            ) AS "t45"
          ) AS "t47"
          LEFT OUTER JOIN (
            SELECT
              "t14"."deal_id",
              TRUE AS "is_own"
            FROM (
              SELECT DISTINCT
                "t2"."deal_id"
              FROM "book_turnover" AS "t2"
              WHERE
                "t2"."change" IN ('joined', 'left')
            ) AS "t14"
          ) AS "t20"
            ON "t47"."deal_id" = "t20"."deal_id"
        ) AS "t48"
      ) AS "t50"
      LEFT OUTER JOIN (
        SELECT
          "t10"."deal_id",
          COALESCE("t17"."own", "t16"."usual") AS "usual"
        FROM (
          SELECT
            "t0"."deal_id",
            "t0"."as_of",
            "t0"."size_band"
          FROM "book_deal" AS "t0"
        ) AS "t10"
        INNER JOIN (
          SELECT
            "t1"."grp",
            "t1"."valid_from",
            "t1"."valid_to",
            "t1"."p50" AS "usual"
          FROM "book_baseline" AS "t1"
          WHERE
            "t1"."age_days" = 0 AND "t1"."grp" = 'all'
        ) AS "t16"
          ON "t10"."as_of" >= "t16"."valid_from" AND "t10"."as_of" < "t16"."valid_to"
        LEFT OUTER JOIN (
          SELECT
            "t1"."valid_from",
            "t1"."grp" AS "size_band",
            "t1"."p50" AS "own"
          FROM "book_baseline" AS "t1"
          WHERE
            "t1"."age_days" = 0
        ) AS "t17"
          ON "t10"."size_band" = "t17"."size_band" AND "t16"."valid_from" = "t17"."valid_from"
      ) AS "t23"
        ON "t50"."deal_id" = "t23"."deal_id"
    ) AS "t51"
  ) AS "t52"
) AS "t53"
