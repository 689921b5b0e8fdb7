WITH "t7" AS (
  SELECT
    *
  FROM "book_event" AS "t1"
  WHERE
    NOT (
      "t1"."is_automated"
    )
    AND "t1"."direction" <> 'internal'
    AND "t1"."kind" IN ('meeting', 'call', 'demo', 'email', 'chat', 'letter')
    AND "t1"."status" IN ('held', 'unknown')
), "t22" AS (
  SELECT
    *
  FROM (
    SELECT
      "t13"."deal_id",
      "t13"."activity_id",
      "t13"."occurred_at",
      "t13"."seller_id"
    FROM (
      SELECT
        *
      FROM "book_seat" AS "t2"
      WHERE
        "t2"."part" <> 'cc'
    ) AS "t13"
    WHERE
      EXISTS(
        SELECT
          1
        FROM "t7" AS "t15"
        WHERE
          "t13"."deal_id" = "t15"."deal_id" AND "t13"."activity_id" = "t15"."activity_id"
      )
  ) AS "t20"
  UNION
  SELECT
    *
  FROM (
    SELECT
      "t1"."deal_id",
      "t1"."activity_id",
      "t1"."occurred_at",
      "t1"."owner_id" AS "seller_id"
    FROM "book_event" AS "t1"
    WHERE
      NOT (
        "t1"."is_automated"
      )
      AND "t1"."direction" <> 'internal'
      AND "t1"."kind" IN ('meeting', 'call', 'demo', 'email', 'chat', 'letter')
      AND "t1"."status" IN ('held', 'unknown')
      AND "t1"."owner_id" IS NOT NULL
  ) AS "t6"
)
SELECT
  "t49"."deal_id",
  "t49"."answer",
  CASE
    WHEN "t49"."answer" <> 'unknown'
    THEN CAST("t49"."value" AS DOUBLE PRECISION)
    ELSE CAST(NULL AS DOUBLE PRECISION)
  END AS "value",
  CASE WHEN "t49"."answer" = 'hit' THEN "t49"."hit_at" ELSE CAST(NULL AS BIGINT) END AS "hit_at"
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
    "t48"."contacts",
    "t48"."latest_at",
    "t48"."ours",
    "t48"."nameless",
    "t48"."age_days",
    "t48"."usual",
    "t48"."first_at",
    CASE
      WHEN "t48"."ours" > "t48"."usual"
      THEN 'hit'
      WHEN (
        "t48"."ours" > 0
      )
      AND (
        (
          "t48"."ours" + "t48"."nameless"
        ) <= "t48"."usual"
      )
      THEN 'clear'
      ELSE 'unknown'
    END AS "answer",
    "t48"."ours" AS "value",
    "t48"."first_at" AS "hit_at"
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
      "t47"."contacts",
      "t47"."latest_at",
      "t47"."ours",
      "t47"."nameless",
      "t47"."age_days",
      "t47"."usual",
      "t47"."first_at"
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
        "t46"."contacts",
        "t46"."latest_at",
        "t46"."ours",
        "t46"."nameless",
        "t46"."age_days",
        "t46"."usual",
        "t33"."deal_id" AS "deal_id_right",
        "t33"."first_at"
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
          "t44"."contacts",
          "t44"."latest_at",
          "t44"."ours",
          "t44"."nameless",
          "t44"."age_days",
          "t44"."usual"
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
            "t43"."product",
            "t43"."channel",
            "t43"."history_complete",
            "t43"."is_look_back",
            "t43"."contacts",
            "t43"."latest_at",
            "t43"."ours",
            "t43"."nameless",
            "t32"."deal_id" AS "deal_id_right",
            "t32"."age_days",
            "t32"."usual"
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
              "t41"."contacts",
              "t41"."latest_at",
              "t41"."ours",
              "t41"."nameless"
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
                "t40"."deal_id" AS "deal_id_right",
                "t40"."contacts",
                "t40"."latest_at",
                "t40"."ours",
                "t40"."nameless"
              FROM "book_deal" AS "t4"
              LEFT OUTER JOIN (
                SELECT
                  "t38"."deal_id",
                  "t38"."contacts",
                  "t38"."latest_at",
                  COALESCE("t38"."ours", 0) AS "ours",
                  COALESCE("t36"."nameless", 0) AS "nameless"
                FROM (
                  SELECT
                    "t35"."deal_id",
                    "t35"."contacts",
                    "t35"."latest_at",
                    "t35"."ours"
                  FROM (
                    SELECT
                      "t18"."deal_id",
                      "t18"."contacts",
                      "t18"."latest_at",
                      "t28"."deal_id" AS "deal_id_right",
                      "t28"."ours"
                    FROM (
                      SELECT
                        "t12"."deal_id",
                        COUNT(*) AS "contacts",
                        MAX("t12"."occurred_at") AS "latest_at"
                      FROM "t7" AS "t12"
                      GROUP BY
                        1
                    ) AS "t18"
                    LEFT OUTER JOIN (
                      SELECT
                        "t23"."deal_id",
                        COUNT(DISTINCT "t23"."seller_id") AS "ours"
                      FROM "t22" AS "t23"
                      GROUP BY
                        1
                    ) AS "t28"
                      ON "t18"."deal_id" = "t28"."deal_id"
                  ) AS "t35"
                ) AS "t38"
                LEFT OUTER JOIN (
                  SELECT
                    "t29"."deal_id",
                    COUNT(*) AS "nameless"
                  FROM (
                    SELECT
                      "t16"."deal_id",
                      "t16"."activity_id",
                      "t16"."occurred_at",
                      "t16"."kind",
                      "t16"."direction",
                      "t16"."status",
                      "t16"."is_automated",
                      "t16"."buyers",
                      "t16"."unnamed",
                      "t16"."top_rank",
                      "t16"."owner_id",
                      "t16"."has_attachment",
                      "t16"."has_body"
                    FROM "t7" AS "t16"
                    WHERE
                      NOT EXISTS(
                        SELECT
                          1
                        FROM "t22" AS "t24"
                        WHERE
                          "t16"."deal_id" = "t24"."deal_id" AND "t16"."activity_id" = "t24"."activity_id"
                      )
                  ) AS "t29"
                  GROUP BY
                    1
                ) AS "t36"
                  ON "t38"."deal_id" = "t36"."deal_id"
              ) AS "t40"
                ON "t4"."deal_id" = "t40"."deal_id"
            ) AS "t41"
          ) AS "t43"
          LEFT OUTER JOIN (
            SELECT
              "t27"."deal_id",
              "t27"."age_days",
              "t27"."usual"
            FROM (
              SELECT
                "t14"."deal_id",
                "t14"."group",
                "t21"."age_days",
                "t21"."valid_from",
                COALESCE("t10"."of_band", "t21"."usual") AS "usual"
              FROM (
                SELECT
                  "t0"."deal_id",
                  "t0"."as_of",
                  "t0"."size_band",
                  "t0"."size_band" || '	' || "t0"."segment" AS "group",
                  "t0"."as_of" - "t0"."opened_at" AS "age"
                FROM "book_deal" AS "t0"
              ) AS "t14"
              INNER JOIN (
                SELECT
                  "t9"."grp",
                  "t9"."age_days",
                  "t9"."valid_from",
                  "t9"."valid_to",
                  "t9"."n",
                  "t9"."p10",
                  "t9"."p25",
                  "t9"."p50",
                  "t9"."p75",
                  "t9"."p90",
                  "t9"."usual",
                  COALESCE(
                    LEAD("t9"."age_days") OVER (
                      PARTITION BY "t9"."valid_from"
                      ORDER BY "t9"."age_days" ASC
                      ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
                    ),
                    1000000
                  ) AS "next_age"
                FROM (
                  SELECT
                    "t3"."grp",
                    "t3"."age_days",
                    "t3"."valid_from",
                    "t3"."valid_to",
                    "t3"."n",
                    "t3"."p10",
                    "t3"."p25",
                    "t3"."p50",
                    "t3"."p75",
                    "t3"."p90",
                    "t3"."p90" AS "usual"
                  FROM "book_baseline" AS "t3"
                  WHERE
                    "t3"."grp" = 'all'
                ) AS "t9"
              ) AS "t21"
                ON "t14"."as_of" >= "t21"."valid_from"
                AND "t14"."as_of" < "t21"."valid_to"
                AND "t14"."age" >= (
                  "t21"."age_days" * 86400
                )
                AND "t14"."age" < (
                  "t21"."next_age" * 86400
                )
              LEFT OUTER JOIN (
                SELECT
                  "t3"."age_days",
                  "t3"."valid_from",
                  "t3"."grp" AS "size_band",
                  "t3"."p90" AS "of_band"
                FROM "book_baseline" AS "t3"
              ) AS "t10"
                ON "t14"."size_band" = "t10"."size_band"
                AND "t21"."age_days" = "t10"."age_days"
                AND "t21"."valid_from" = "t10"."valid_from"
            ) AS "t27"
          ) AS "t32"
            ON "t43"."deal_id" = "t32"."deal_id"
        ) AS "t44"
      ) AS "t46"
      LEFT OUTER JOIN (
        SELECT
          "t26"."deal_id",
          MAX("t26"."first_at") AS "first_at"
        FROM (
          SELECT
            "t23"."deal_id",
            "t23"."seller_id",
            MIN("t23"."occurred_at") AS "first_at"
          FROM "t22" AS "t23"
          GROUP BY
            1,
            2
        ) AS "t26"
        GROUP BY
          1
      ) AS "t33"
        ON "t46"."deal_id" = "t33"."deal_id"
    ) AS "t47"
  ) AS "t48"
) AS "t49"
