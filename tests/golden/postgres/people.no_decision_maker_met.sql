SELECT
  "t43"."deal_id",
  CASE
    WHEN "t43"."is_unmet"
    THEN 'hit'
    WHEN "t43"."decider_met"
    THEN 'clear'
    ELSE 'unknown'
  END AS "answer",
  CASE
    WHEN CASE
      WHEN "t43"."is_unmet"
      THEN 'hit'
      WHEN "t43"."decider_met"
      THEN 'clear'
      ELSE 'unknown'
    END <> 'unknown'
    THEN CAST("t43"."met" AS DOUBLE PRECISION)
    ELSE CAST(NULL AS DOUBLE PRECISION)
  END AS "value",
  CASE
    WHEN CASE
      WHEN "t43"."is_unmet"
      THEN 'hit'
      WHEN "t43"."decider_met"
      THEN 'clear'
      ELSE 'unknown'
    END = 'hit'
    THEN "t43"."latest_at"
    ELSE CAST(NULL AS BIGINT)
  END AS "hit_at"
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
    "t42"."product",
    "t42"."channel",
    "t42"."history_complete",
    "t42"."is_look_back",
    "t42"."met",
    "t42"."decider_met",
    "t42"."latest_at",
    "t42"."is_unmet"
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
      "t41"."deal_id" AS "deal_id_right",
      "t41"."met",
      "t41"."decider_met",
      "t41"."latest_at",
      "t41"."is_unmet"
    FROM "book_deal" AS "t4"
    LEFT OUTER JOIN (
      SELECT
        "t39"."deal_id",
        "t39"."met",
        "t39"."decider_met",
        "t39"."latest_at",
        COALESCE(
          (
            "t39"."interactions" >= 2
          )
          AND NOT (
            "t39"."decider_met"
          )
          AND (
            NOT (
              "t39"."stranger_met"
            )
            AND NOT (
              "t39"."nameless" OR (
                "t39"."wrote" < "t39"."messages"
              )
            )
            AND (
              "t39"."decider_planned" IS NULL
            )
          ),
          FALSE
        ) AS "is_unmet"
      FROM (
        SELECT
          "t38"."deal_id",
          "t38"."met",
          "t38"."wrote",
          "t38"."decider_met",
          "t38"."stranger_met",
          "t38"."interactions",
          "t38"."messages",
          "t38"."nameless",
          "t38"."latest_at",
          "t38"."decider_planned"
        FROM (
          SELECT
            "t37"."deal_id",
            "t37"."met",
            "t37"."wrote",
            "t37"."decider_met",
            "t37"."stranger_met",
            "t37"."interactions",
            "t37"."messages",
            "t37"."nameless",
            "t37"."latest_at",
            "t28"."deal_id" AS "deal_id_right",
            "t28"."decider_planned"
          FROM (
            SELECT
              "t35"."deal_id",
              "t35"."met",
              "t35"."wrote",
              "t35"."decider_met",
              "t35"."stranger_met",
              "t35"."interactions",
              "t35"."messages",
              "t35"."nameless",
              "t35"."latest_at"
            FROM (
              SELECT
                "t34"."deal_id",
                "t34"."met",
                "t34"."wrote",
                "t34"."decider_met",
                "t34"."stranger_met",
                "t22"."deal_id" AS "deal_id_right",
                "t22"."interactions",
                "t22"."messages",
                "t22"."nameless",
                "t22"."latest_at"
              FROM (
                SELECT
                  "t32"."deal_id",
                  "t32"."met",
                  "t32"."wrote",
                  "t32"."decider_met",
                  "t32"."stranger_met"
                FROM (
                  SELECT
                    "t6"."deal_id",
                    "t31"."deal_id" AS "deal_id_right",
                    "t31"."met",
                    "t31"."wrote",
                    "t31"."decider_met",
                    "t31"."stranger_met"
                  FROM (
                    SELECT
                      "t0"."deal_id"
                    FROM "book_deal" AS "t0"
                  ) AS "t6"
                  LEFT OUTER JOIN (
                    SELECT
                      "t29"."deal_id",
                      COUNT(*) AS "met",
                      SUM("t29"."wrote") AS "wrote",
                      BOOL_OR("t29"."decides") AS "decider_met",
                      BOOL_OR("t29"."is_stranger") AS "stranger_met"
                    FROM (
                      SELECT
                        "t24"."deal_id",
                        "t24"."person_id",
                        "t24"."rank",
                        "t24"."wrote",
                        COALESCE("t18"."has_deciding_role", FALSE)
                        OR (
                          (
                            GREATEST("t24"."rank", COALESCE("t18"."member_rank", 0)) = 5
                          )
                          OR (
                            NOT (
                              COALESCE("t18"."has_role", FALSE)
                            )
                            AND (
                              GREATEST("t24"."rank", COALESCE("t18"."member_rank", 0)) >= 4
                            )
                          )
                        ) AS "decides",
                        (
                          GREATEST("t24"."rank", COALESCE("t18"."member_rank", 0)) = 0
                        )
                        AND NOT (
                          COALESCE("t18"."has_role", FALSE)
                        ) AS "is_stranger"
                      FROM (
                        SELECT
                          "t20"."deal_id",
                          "t20"."person_id",
                          MAX("t20"."rank") AS "rank",
                          SUM("t20"."wrote") AS "wrote"
                        FROM (
                          SELECT
                            *
                          FROM (
                            SELECT
                              "t1"."deal_id",
                              "t1"."activity_id",
                              "t1"."person_id",
                              "t1"."occurred_at",
                              "t1"."rank",
                              0 AS "wrote"
                            FROM "book_presence" AS "t1"
                            WHERE
                              "t1"."kind" IN ('meeting', 'call', 'demo')
                              AND "t1"."status" IN ('held', 'unknown')
                              AND "t1"."direction" <> 'internal'
                              AND "t1"."part" <> 'cc'
                          ) AS "t8"
                          UNION ALL
                          SELECT
                            *
                          FROM (
                            SELECT
                              "t14"."deal_id",
                              "t14"."activity_id",
                              "t14"."person_id",
                              "t14"."occurred_at",
                              "t14"."rank",
                              1 AS "wrote"
                            FROM (
                              SELECT
                                *
                              FROM "book_presence" AS "t1"
                              WHERE
                                "t1"."direction" = 'inbound'
                                AND "t1"."kind" IN ('email', 'chat', 'letter')
                                AND "t1"."part" <> 'to'
                                AND "t1"."part" <> 'cc'
                            ) AS "t14"
                            WHERE
                              NOT EXISTS(
                                SELECT
                                  1
                                FROM (
                                  SELECT
                                    *
                                  FROM "book_event" AS "t2"
                                  WHERE
                                    "t2"."direction" = 'inbound'
                                    AND "t2"."kind" IN ('email', 'chat', 'letter')
                                    AND "t2"."is_automated"
                                ) AS "t15"
                                WHERE
                                  "t14"."deal_id" = "t15"."deal_id" AND "t14"."activity_id" = "t15"."activity_id"
                              )
                          ) AS "t19"
                        ) AS "t20"
                        GROUP BY
                          1,
                          2
                      ) AS "t24"
                      LEFT OUTER JOIN (
                        SELECT
                          "t3"."deal_id",
                          "t3"."person_id",
                          MIN("t3"."row_id") AS "row_id",
                          BOOL_OR("t3"."role" <> 'unknown') AS "has_role",
                          BOOL_OR("t3"."role" IN ('decision_maker', 'economic_buyer')) AS "has_deciding_role",
                          MAX("t3"."rank") AS "member_rank"
                        FROM "book_member" AS "t3"
                        GROUP BY
                          1,
                          2
                      ) AS "t18"
                        ON "t24"."deal_id" = "t18"."deal_id" AND "t24"."person_id" = "t18"."person_id"
                    ) AS "t29"
                    GROUP BY
                      1
                  ) AS "t31"
                    ON "t6"."deal_id" = "t31"."deal_id"
                ) AS "t32"
              ) AS "t34"
              LEFT OUTER JOIN (
                SELECT
                  "t16"."deal_id",
                  COUNT(*) AS "interactions",
                  SUM("t16"."wrote") AS "messages",
                  BOOL_OR((
                    "t16"."buyers" = 0
                  ) OR (
                    "t16"."unnamed" > 0
                  )) AS "nameless",
                  MAX("t16"."occurred_at") AS "latest_at"
                FROM (
                  SELECT
                    *
                  FROM (
                    SELECT
                      "t2"."deal_id",
                      "t2"."activity_id",
                      "t2"."occurred_at",
                      "t2"."kind",
                      "t2"."direction",
                      "t2"."status",
                      "t2"."is_automated",
                      "t2"."buyers",
                      "t2"."unnamed",
                      "t2"."top_rank",
                      "t2"."owner_id",
                      "t2"."has_attachment",
                      "t2"."has_body",
                      0 AS "wrote"
                    FROM "book_event" AS "t2"
                    WHERE
                      "t2"."kind" IN ('meeting', 'call', 'demo')
                      AND "t2"."status" IN ('held', 'unknown')
                      AND "t2"."direction" <> 'internal'
                  ) AS "t11"
                  UNION ALL
                  SELECT
                    *
                  FROM (
                    SELECT
                      "t2"."deal_id",
                      "t2"."activity_id",
                      "t2"."occurred_at",
                      "t2"."kind",
                      "t2"."direction",
                      "t2"."status",
                      "t2"."is_automated",
                      "t2"."buyers",
                      "t2"."unnamed",
                      "t2"."top_rank",
                      "t2"."owner_id",
                      "t2"."has_attachment",
                      "t2"."has_body",
                      1 AS "wrote"
                    FROM "book_event" AS "t2"
                    WHERE
                      "t2"."direction" = 'inbound'
                      AND "t2"."kind" IN ('email', 'chat', 'letter')
                      AND NOT (
                        "t2"."is_automated"
                      )
                  ) AS "t12"
                ) AS "t16"
                GROUP BY
                  1
              ) AS "t22"
                ON "t34"."deal_id" = "t22"."deal_id"
            ) AS "t35"
          ) AS "t37"
          LEFT OUTER JOIN (
            SELECT
              "t26"."deal_id",
              TRUE AS "decider_planned"
            FROM (
              SELECT DISTINCT
                "t25"."deal_id"
              FROM (
                SELECT
                  "t13"."deal_id",
                  "t13"."activity_id",
                  "t13"."person_id",
                  "t13"."occurred_at",
                  "t13"."kind",
                  "t13"."direction",
                  "t13"."status",
                  "t13"."part",
                  "t13"."rank",
                  COALESCE("t18"."has_deciding_role", FALSE)
                  OR (
                    (
                      GREATEST("t13"."rank", COALESCE("t18"."member_rank", 0)) = 5
                    )
                    OR (
                      NOT (
                        COALESCE("t18"."has_role", FALSE)
                      )
                      AND (
                        GREATEST("t13"."rank", COALESCE("t18"."member_rank", 0)) >= 4
                      )
                    )
                  ) AS "decides",
                  (
                    GREATEST("t13"."rank", COALESCE("t18"."member_rank", 0)) = 0
                  )
                  AND NOT (
                    COALESCE("t18"."has_role", FALSE)
                  ) AS "is_stranger"
                FROM (
                  SELECT
                    *
                  FROM "book_presence" AS "t1"
                  WHERE
                    "t1"."status" = 'planned'
                    AND "t1"."kind" IN ('meeting', 'call', 'demo')
                    AND "t1"."part" <> 'cc'
                ) AS "t13"
                LEFT OUTER JOIN (
                  SELECT
                    "t3"."deal_id",
                    "t3"."person_id",
                    MIN("t3"."row_id") AS "row_id",
                    BOOL_OR("t3"."role" <> 'unknown') AS "has_role",
                    BOOL_OR("t3"."role" IN ('decision_maker', 'economic_buyer')) AS "has_deciding_role",
                    MAX("t3"."rank") AS "member_rank"
                  FROM "book_member" AS "t3"
                  GROUP BY
                    1,
                    2
                ) AS "t18"
                  ON "t13"."deal_id" = "t18"."deal_id" AND "t13"."person_id" = "t18"."person_id"
              ) AS "t25"
              WHERE
                "t25"."decides"
            ) AS "t26"
          ) AS "t28"
            ON "t37"."deal_id" = "t28"."deal_id"
        ) AS "t38"
      ) AS "t39"
    ) AS "t41"
      ON "t4"."deal_id" = "t41"."deal_id"
  ) AS "t42"
) AS "t43"
