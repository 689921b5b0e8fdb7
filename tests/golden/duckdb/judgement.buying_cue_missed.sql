SELECT
  "t48"."deal_id",
  "t48"."answer",
  CASE
    WHEN "t48"."answer" <> 'unknown'
    THEN "t48"."value"
    ELSE CAST(NULL AS DOUBLE)
  END AS "value",
  CASE WHEN "t48"."answer" = 'hit' THEN "t48"."hit_at" ELSE CAST(NULL AS BIGINT) END AS "hit_at"
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
    "t47"."missed",
    "t47"."taken",
    "t47"."doubtful",
    "t47"."due_at",
    "t47"."we_wrote",
    "t47"."usual",
    CASE
      WHEN "t47"."we_wrote"
      AND (
        "t47"."missed" >= 2
      )
      AND (
        (
          "t47"."missed" / (
            "t47"."missed" + "t47"."taken" + "t47"."doubtful"
          )
        ) > COALESCE("t47"."usual", 0.5)
      )
      THEN 'hit'
      WHEN "t47"."we_wrote"
      AND (
        (
          "t47"."missed" + "t47"."taken"
        ) > 0
      )
      AND (
        (
          (
            "t47"."missed" + "t47"."doubtful"
          ) < 2
        )
        OR (
          (
            (
              "t47"."missed" + "t47"."doubtful"
            ) / (
              "t47"."missed" + "t47"."taken" + "t47"."doubtful"
            )
          ) <= COALESCE("t47"."usual", 0.5)
        )
      )
      THEN 'clear'
      ELSE 'unknown'
    END AS "answer",
    "t47"."missed" / NULLIF("t47"."missed" + "t47"."taken", 0) AS "value",
    "t47"."due_at" AS "hit_at"
  FROM (
    SELECT
      "t46".*
      EXCLUDE ("deal_id_right")
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
        "t45"."missed",
        "t45"."taken",
        "t45"."doubtful",
        "t45"."due_at",
        "t45"."we_wrote",
        "t24"."deal_id" AS "deal_id_right",
        "t24"."usual"
      FROM (
        SELECT
          "t43".*
          EXCLUDE ("deal_id_right")
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
            "t42"."missed",
            "t42"."taken",
            "t42"."doubtful",
            "t42"."due_at",
            "t19"."deal_id" AS "deal_id_right",
            "t19"."we_wrote"
          FROM (
            SELECT
              "t40".*
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
                "t39"."deal_id" AS "deal_id_right",
                "t39"."missed",
                "t39"."taken",
                "t39"."doubtful",
                "t39"."due_at"
              FROM "book_deal" AS "t5"
              LEFT OUTER JOIN (
                SELECT
                  "t37"."deal_id",
                  SUM(CASE WHEN "t37"."is_missed" THEN 1 ELSE 0 END) AS "missed",
                  SUM(CASE WHEN "t37"."is_taken" THEN 1 ELSE 0 END) AS "taken",
                  SUM(CASE WHEN "t37"."is_untold" THEN 1 ELSE 0 END) AS "doubtful",
                  MAX("t37"."due_at") FILTER(WHERE
                    "t37"."is_missed") AS "due_at"
                FROM (
                  SELECT
                    *
                  FROM (
                    SELECT
                      "t35"."deal_id",
                      "t35"."row_id",
                      "t35"."activity_id",
                      "t35"."occurred_at",
                      "t35"."said_in",
                      "t35"."cue",
                      "t35"."is_taken_up",
                      "t35"."is_doubtful",
                      "t35"."asked_at",
                      "t35"."due_at",
                      "t35"."as_of",
                      "t35"."deal_id_of_talk",
                      "t35"."row_id_of_talk",
                      "t35"."talk_at",
                      "t35"."deal_id_of_reply",
                      "t35"."row_id_of_reply",
                      "t35"."cue_of_reply",
                      "t35"."takes",
                      "t35"."untold",
                      COALESCE("t35"."is_taken_up", FALSE) OR COALESCE("t35"."takes" = 1, FALSE) AS "is_taken",
                      NOT (
                        COALESCE("t35"."is_taken_up", FALSE) OR COALESCE("t35"."takes" = 1, FALSE)
                      )
                      AND NOT (
                        "t35"."is_doubtful"
                        OR COALESCE("t35"."untold" = 1, FALSE)
                        OR (
                          (
                            "t35"."said_in" = 'message'
                          )
                          AND COALESCE("t35"."talk_at" <= "t35"."due_at", FALSE)
                        )
                      )
                      AND (
                        "t35"."due_at" <= "t35"."as_of"
                      ) AS "is_missed",
                      NOT (
                        COALESCE("t35"."is_taken_up", FALSE) OR COALESCE("t35"."takes" = 1, FALSE)
                      )
                      AND (
                        "t35"."is_doubtful"
                        OR COALESCE("t35"."untold" = 1, FALSE)
                        OR (
                          (
                            "t35"."said_in" = 'message'
                          )
                          AND COALESCE("t35"."talk_at" <= "t35"."due_at", FALSE)
                        )
                      ) AS "is_untold"
                    FROM (
                      SELECT
                        "t16"."deal_id",
                        "t16"."row_id",
                        "t16"."activity_id",
                        "t16"."occurred_at",
                        "t16"."said_in",
                        "t16"."cue",
                        "t16"."is_taken_up",
                        "t16"."is_doubtful",
                        "t16"."asked_at",
                        "t16"."due_at",
                        "t8"."as_of",
                        "t34"."deal_id" AS "deal_id_of_talk",
                        "t34"."row_id" AS "row_id_of_talk",
                        "t34"."talk_at",
                        "t27"."deal_id" AS "deal_id_of_reply",
                        "t27"."row_id" AS "row_id_of_reply",
                        "t27"."cue" AS "cue_of_reply",
                        "t27"."takes",
                        "t27"."untold"
                      FROM (
                        SELECT
                          "t3"."deal_id",
                          "t3"."row_id",
                          "t3"."activity_id",
                          "t3"."occurred_at",
                          "t3"."said_in",
                          "t3"."cue",
                          "t3"."is_taken_up",
                          "t3"."is_doubtful",
                          "t3"."occurred_at" + 1 AS "asked_at",
                          "t3"."occurred_at" + 604800 AS "due_at"
                        FROM "book_cue" AS "t3"
                      ) AS "t16"
                      INNER JOIN (
                        SELECT
                          "t0"."deal_id",
                          "t0"."as_of"
                        FROM "book_deal" AS "t0"
                      ) AS "t8"
                        ON "t16"."deal_id" = "t8"."deal_id"
                      LEFT OUTER JOIN (
                        SELECT
                          "t32"."deal_id",
                          "t32"."row_id",
                          "t32"."talk_at"
                        FROM (
                          SELECT
                            "t28"."deal_id",
                            "t28"."row_id",
                            "t28"."asked_at",
                            "t31"."talk_at"
                          FROM (
                            SELECT DISTINCT
                              *
                            FROM (
                              SELECT
                                "t16"."deal_id",
                                "t16"."row_id",
                                "t16"."asked_at"
                              FROM (
                                SELECT
                                  "t3"."deal_id",
                                  "t3"."row_id",
                                  "t3"."activity_id",
                                  "t3"."occurred_at",
                                  "t3"."said_in",
                                  "t3"."cue",
                                  "t3"."is_taken_up",
                                  "t3"."is_doubtful",
                                  "t3"."occurred_at" + 1 AS "asked_at",
                                  "t3"."occurred_at" + 604800 AS "due_at"
                                FROM "book_cue" AS "t3"
                              ) AS "t16"
                              INNER JOIN (
                                SELECT
                                  "t0"."deal_id",
                                  "t0"."as_of"
                                FROM "book_deal" AS "t0"
                              ) AS "t8"
                                ON "t16"."deal_id" = "t8"."deal_id"
                            ) AS "t23"
                          ) AS "t28"
                          LEFT OUTER JOIN (
                            SELECT
                              "t29"."deal_id",
                              "t29"."row_id",
                              MIN("t29"."talk_at") AS "talk_at"
                            FROM (
                              SELECT
                                "t28"."deal_id",
                                "t28"."row_id",
                                "t28"."asked_at",
                                "t21"."deal_id" AS "deal_id_right",
                                "t21"."at",
                                "t21"."talk_at"
                              FROM (
                                SELECT DISTINCT
                                  *
                                FROM (
                                  SELECT
                                    "t16"."deal_id",
                                    "t16"."row_id",
                                    "t16"."asked_at"
                                  FROM (
                                    SELECT
                                      "t3"."deal_id",
                                      "t3"."row_id",
                                      "t3"."activity_id",
                                      "t3"."occurred_at",
                                      "t3"."said_in",
                                      "t3"."cue",
                                      "t3"."is_taken_up",
                                      "t3"."is_doubtful",
                                      "t3"."occurred_at" + 1 AS "asked_at",
                                      "t3"."occurred_at" + 604800 AS "due_at"
                                    FROM "book_cue" AS "t3"
                                  ) AS "t16"
                                  INNER JOIN (
                                    SELECT
                                      "t0"."deal_id",
                                      "t0"."as_of"
                                    FROM "book_deal" AS "t0"
                                  ) AS "t8"
                                    ON "t16"."deal_id" = "t8"."deal_id"
                                ) AS "t23"
                              ) AS "t28"
                              INNER JOIN (
                                SELECT
                                  "t2"."deal_id",
                                  CASE
                                    WHEN (
                                      "t2"."occurred_at" % 86400
                                    ) = 0
                                    THEN "t2"."occurred_at" + 86399
                                    ELSE "t2"."occurred_at"
                                  END AS "at",
                                  CASE
                                    WHEN TRUE
                                    THEN CASE
                                      WHEN (
                                        "t2"."occurred_at" % 86400
                                      ) = 0
                                      THEN "t2"."occurred_at" + 86399
                                      ELSE "t2"."occurred_at"
                                    END
                                    ELSE CAST(NULL AS BIGINT)
                                  END AS "talk_at"
                                FROM "book_event" AS "t2"
                                WHERE
                                  "t2"."kind" IN ('meeting', 'call', 'demo')
                                  AND "t2"."status" IN ('held', 'unknown')
                                  AND "t2"."direction" <> 'internal'
                              ) AS "t21"
                                ON "t28"."deal_id" = "t21"."deal_id" AND "t28"."asked_at" <= "t21"."at"
                            ) AS "t29"
                            GROUP BY
                              1,
                              2
                          ) AS "t31"
                            ON "t28"."deal_id" = "t31"."deal_id" AND "t28"."row_id" = "t31"."row_id"
                        ) AS "t32"
                      ) AS "t34"
                        ON "t16"."deal_id" = "t34"."deal_id" AND "t16"."row_id" = "t34"."row_id"
                      LEFT OUTER JOIN (
                        SELECT
                          "t17"."deal_id",
                          "t17"."row_id",
                          "t17"."cue",
                          MAX(CASE WHEN COALESCE("t17"."takes_up", FALSE) THEN 1 ELSE 0 END) AS "takes",
                          MAX(CASE WHEN "t17"."takes_up" IS NULL THEN 1 ELSE 0 END) AS "untold"
                        FROM (
                          SELECT
                            *
                          FROM "book_cue_reply" AS "t4"
                          WHERE
                            "t4"."occurred_at" <= (
                              "t4"."said_at" + 604800
                            )
                        ) AS "t17"
                        GROUP BY
                          1,
                          2,
                          3
                      ) AS "t27"
                        ON "t16"."deal_id" = "t27"."deal_id"
                        AND "t16"."row_id" = "t27"."row_id"
                        AND "t16"."cue" = "t27"."cue"
                    ) AS "t35"
                  ) AS "t36"
                  WHERE
                    "t36"."is_taken" OR "t36"."is_missed" OR "t36"."is_untold"
                ) AS "t37"
                GROUP BY
                  1
              ) AS "t39"
                ON "t5"."deal_id" = "t39"."deal_id"
            ) AS "t40"
          ) AS "t42"
          LEFT OUTER JOIN (
            SELECT
              "t12"."deal_id",
              TRUE AS "we_wrote"
            FROM (
              SELECT DISTINCT
                "t2"."deal_id"
              FROM "book_event" AS "t2"
              WHERE
                "t2"."direction" = 'outbound'
                AND "t2"."kind" IN ('email', 'chat', 'letter')
                AND NOT (
                  "t2"."is_automated"
                )
            ) AS "t12"
          ) AS "t19"
            ON "t42"."deal_id" = "t19"."deal_id"
        ) AS "t43"
      ) AS "t45"
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
            "t1"."p90" AS "usual"
          FROM "book_baseline" AS "t1"
          WHERE
            "t1"."age_days" = 0 AND "t1"."grp" = 'all'
        ) AS "t14"
          ON "t9"."as_of" >= "t14"."valid_from" AND "t9"."as_of" < "t14"."valid_to"
        LEFT OUTER JOIN (
          SELECT
            "t1"."valid_from",
            "t1"."grp" AS "size_band",
            "t1"."p90" AS "own"
          FROM "book_baseline" AS "t1"
          WHERE
            "t1"."age_days" = 0
        ) AS "t15"
          ON "t9"."size_band" = "t15"."size_band" AND "t14"."valid_from" = "t15"."valid_from"
      ) AS "t24"
        ON "t45"."deal_id" = "t24"."deal_id"
    ) AS "t46"
  ) AS "t47"
) AS "t48"
