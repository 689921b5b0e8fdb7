SELECT
  "t19"."deal_id",
  "t19"."answer",
  CASE
    WHEN "t19"."answer" <> 'unknown'
    THEN CAST("t19"."value" AS DOUBLE PRECISION)
    ELSE CAST(NULL AS DOUBLE PRECISION)
  END AS "value",
  CASE WHEN "t19"."answer" = 'hit' THEN "t19"."hit_at" ELSE CAST(NULL AS BIGINT) END AS "hit_at"
FROM (
  SELECT
    "t18"."deal_id",
    "t18"."as_of",
    "t18"."opened_at",
    "t18"."account_id",
    "t18"."owner_id",
    "t18"."pipeline",
    "t18"."stage",
    "t18"."stage_entered_at",
    "t18"."amount",
    "t18"."size_band",
    "t18"."segment",
    "t18"."product",
    "t18"."channel",
    "t18"."history_complete",
    "t18"."is_look_back",
    "t18"."rivals",
    "t18"."untold",
    "t18"."incumbents",
    "t18"."named_at",
    "t18"."undated",
    "t18"."usual",
    CASE
      WHEN "t18"."incumbents" > 0
      THEN 'hit'
      WHEN (
        "t18"."incumbents" = 0
      )
      AND NOT (
        "t18"."untold"
      )
      AND (
        "t18"."usual" > 0
      )
      THEN 'clear'
      ELSE 'unknown'
    END AS "answer",
    "t18"."incumbents" AS "value",
    CASE WHEN "t18"."undated" THEN "t18"."as_of" ELSE "t18"."named_at" END AS "hit_at"
  FROM (
    SELECT
      "t17"."deal_id",
      "t17"."as_of",
      "t17"."opened_at",
      "t17"."account_id",
      "t17"."owner_id",
      "t17"."pipeline",
      "t17"."stage",
      "t17"."stage_entered_at",
      "t17"."amount",
      "t17"."size_band",
      "t17"."segment",
      "t17"."product",
      "t17"."channel",
      "t17"."history_complete",
      "t17"."is_look_back",
      "t17"."rivals",
      "t17"."untold",
      "t17"."incumbents",
      "t17"."named_at",
      "t17"."undated",
      "t17"."usual"
    FROM (
      SELECT
        "t16"."deal_id",
        "t16"."as_of",
        "t16"."opened_at",
        "t16"."account_id",
        "t16"."owner_id",
        "t16"."pipeline",
        "t16"."stage",
        "t16"."stage_entered_at",
        "t16"."amount",
        "t16"."size_band",
        "t16"."segment",
        "t16"."product",
        "t16"."channel",
        "t16"."history_complete",
        "t16"."is_look_back",
        "t16"."rivals",
        "t16"."untold",
        "t16"."incumbents",
        "t16"."named_at",
        "t16"."undated",
        "t13"."deal_id" AS "deal_id_right",
        "t13"."usual"
      FROM (
        SELECT
          "t14"."deal_id",
          "t14"."as_of",
          "t14"."opened_at",
          "t14"."account_id",
          "t14"."owner_id",
          "t14"."pipeline",
          "t14"."stage",
          "t14"."stage_entered_at",
          "t14"."amount",
          "t14"."size_band",
          "t14"."segment",
          "t14"."product",
          "t14"."channel",
          "t14"."history_complete",
          "t14"."is_look_back",
          "t14"."rivals",
          "t14"."untold",
          "t14"."incumbents",
          "t14"."named_at",
          "t14"."undated"
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
            "t11"."deal_id" AS "deal_id_right",
            "t11"."rivals",
            "t11"."untold",
            "t11"."incumbents",
            "t11"."named_at",
            "t11"."undated"
          FROM "book_deal" AS "t3"
          LEFT OUTER JOIN (
            SELECT
              "t1"."deal_id",
              COUNT(*) AS "rivals",
              BOOL_OR("t1"."part" = 'unknown') AS "untold",
              COUNT(DISTINCT "t1"."competitor_id") FILTER(WHERE
                "t1"."part" = 'incumbent') AS "incumbents",
              MAX("t1"."named_at") FILTER(WHERE
                "t1"."part" = 'incumbent') AS "named_at",
              BOOL_OR((
                "t1"."part" = 'incumbent'
              ) AND (
                "t1"."named_at" IS NULL
              )) AS "undated"
            FROM "book_rival" AS "t1"
            GROUP BY
              1
          ) AS "t11"
            ON "t3"."deal_id" = "t11"."deal_id"
        ) AS "t14"
      ) AS "t16"
      LEFT OUTER JOIN (
        SELECT
          "t5"."deal_id",
          COALESCE("t9"."own", "t8"."usual") AS "usual"
        FROM (
          SELECT
            "t0"."deal_id",
            "t0"."as_of",
            "t0"."size_band"
          FROM "book_deal" AS "t0"
        ) AS "t5"
        INNER JOIN (
          SELECT
            "t2"."grp",
            "t2"."valid_from",
            "t2"."valid_to",
            "t2"."p90" AS "usual"
          FROM "book_baseline" AS "t2"
          WHERE
            "t2"."age_days" = 0 AND "t2"."grp" = 'all'
        ) AS "t8"
          ON "t5"."as_of" >= "t8"."valid_from" AND "t5"."as_of" < "t8"."valid_to"
        LEFT OUTER JOIN (
          SELECT
            "t2"."valid_from",
            "t2"."grp" AS "size_band",
            "t2"."p90" AS "own"
          FROM "book_baseline" AS "t2"
          WHERE
            "t2"."age_days" = 0
        ) AS "t9"
          ON "t5"."size_band" = "t9"."size_band" AND "t8"."valid_from" = "t9"."valid_from"
      ) AS "t13"
        ON "t16"."deal_id" = "t13"."deal_id"
    ) AS "t17"
  ) AS "t18"
) AS "t19"
