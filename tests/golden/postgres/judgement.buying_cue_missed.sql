WITH "t26" AS (
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
)
SELECT
  "t54"."deal_id",
  "t54"."answer",
  CASE
    WHEN "t54"."answer" <> 'unknown'
    THEN "t54"."value"
    ELSE CAST(NULL AS DOUBLE PRECISION)
  END AS "value",
  CASE WHEN "t54"."answer" = 'hit' THEN "t54"."hit_at" ELSE CAST(NULL AS BIGINT) END AS "hit_at"
FROM (
  SELECT
    "t53"."deal_id",
    "t53"."as_of",
    "t53"."opened_at",
    "t53"."account_id",
    "t53"."owner_id",
    "t53"."pipeline",
    "t53"."stage",
    "t53"."stage_entered_at",
    "t53"."amount",
    "t53"."size_band",
    "t53"."segment",
    "t53"."product",
    "t53"."channel",
    "t53"."history_complete",
    "t53"."is_look_back",
    "t53"."missed",
    "t53"."taken",
    "t53"."doubtful",
    "t53"."due_at",
    "t53"."we_wrote",
    "t53"."usual",
    CASE
      WHEN "t53"."we_wrote"
      AND (
        "t53"."missed" >= 2
      )
      AND (
        (
          CAST("t53"."missed" AS DOUBLE PRECISION) / (
            "t53"."missed" + "t53"."taken" + "t53"."doubtful"
          )
        ) > COALESCE("t53"."usual", 0.5)
      )
      THEN 'hit'
      WHEN "t53"."we_wrote"
      AND (
        (
          "t53"."missed" + "t53"."taken"
        ) > 0
      )
      AND (
        (
          (
            "t53"."missed" + "t53"."doubtful"
          ) < 2
        )
        OR (
          (
            CAST((
              "t53"."missed" + "t53"."doubtful"
            ) AS DOUBLE PRECISION) / (
              "t53"."missed" + "t53"."taken" + "t53"."doubtful"
            )
          ) <= COALESCE("t53"."usual", 0.5)
        )
      )
      THEN 'clear'
      ELSE 'unknown'
    END AS "answer",
    CAST("t53"."missed" AS DOUBLE PRECISION) / NULLIF("t53"."missed" + "t53"."taken", 0) AS "value",
    "t53"."due_at" AS "hit_at"
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
      "t52"."missed",
      "t52"."taken",
      "t52"."doubtful",
      "t52"."due_at",
      "t52"."we_wrote",
      "t52"."usual"
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
        "t51"."missed",
        "t51"."taken",
        "t51"."doubtful",
        "t51"."due_at",
        "t51"."we_wrote",
        "t24"."deal_id" AS "deal_id_right",
        "t24"."usual"
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
          "t49"."missed",
          "t49"."taken",
          "t49"."doubtful",
          "t49"."due_at",
          "t49"."we_wrote"
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
            "t48"."missed",
            "t48"."taken",
            "t48"."doubtful",
            "t48"."due_at",
            "t19"."deal_id" AS "deal_id_right",
            "t19"."we_wrote"
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
              "t46"."missed",
              "t46"."taken",
              "t46"."doubtful",
              "t46"."due_at"
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
                "t45"."deal_id" AS "deal_id_right",
                "t45"."missed",
                "t45"."taken",
                "t45"."doubtful",
                "t45"."due_at"
              FROM "book_deal" AS "t5"
              LEFT OUTER JOIN (
                SELECT
                  "t43"."deal_id",
                  SUM(CASE WHEN "t43"."is_missed" THEN 1 ELSE 0 END) AS "missed",
                  SUM(CASE WHEN "t43"."is_taken" THEN 1 ELSE 0 END) AS "taken",
                  SUM(CASE WHEN "t43"."is_untold" THEN 1 ELSE 0 END) AS "doubtful",
                  MAX("t43"."due_at") FILTER(WHERE
                    "t43"."is_missed") AS "due_at"
                FROM (
                  SELECT
                    *
                  FROM (
                    SELECT
                      "t41"."deal_id",
                      "t41"."row_id",
                      "t41"."activity_id",
                      "t41"."occurred_at",
                      "t41"."said_in",
                      "t41"."cue",
                      "t41"."is_taken_up",
                      "t41"."is_doubtful",
                      "t41"."asked_at",
                      "t41"."due_at",
                      "t41"."as_of",
                      "t41"."deal_id_of_talk",
                      "t41"."row_id_of_talk",
                      "t41"."talk_at",
                      "t41"."deal_id_of_reply",
                      "t41"."row_id_of_reply",
                      "t41"."cue_of_reply",
                      "t41"."takes",
                      "t41"."untold",
                      COALESCE("t41"."is_taken_up", FALSE) OR COALESCE("t41"."takes" = 1, FALSE) AS "is_taken",
                      NOT (
                        COALESCE("t41"."is_taken_up", FALSE) OR COALESCE("t41"."takes" = 1, FALSE)
                      )
                      AND NOT (
                        "t41"."is_doubtful"
                        OR COALESCE("t41"."untold" = 1, FALSE)
                        OR (
                          (
                            "t41"."said_in" = 'message'
                          )
                          AND COALESCE("t41"."talk_at" <= "t41"."due_at", FALSE)
                        )
                      )
                      AND (
                        "t41"."due_at" <= "t41"."as_of"
                      ) AS "is_missed",
                      NOT (
                        COALESCE("t41"."is_taken_up", FALSE) OR COALESCE("t41"."takes" = 1, FALSE)
                      )
                      AND (
                        "t41"."is_doubtful"
                        OR COALESCE("t41"."untold" = 1, FALSE)
                        OR (
                          (
                            "t41"."said_in" = 'message'
                          )
                          AND COALESCE("t41"."talk_at" <= "t41"."due_at", FALSE)
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
                        "t40"."deal_id" AS "deal_id_of_talk",
                        "t40"."row_id" AS "row_id_of_talk",
                        "t40"."talk_at",
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
                          "t38"."deal_id",
                          "t38"."row_id",
                          "t38"."talk_at"
                        FROM (
                          SELECT
                            "t29"."deal_id",
                            "t29"."row_id",
                            "t29"."asked_at",
                            "t37"."talk_at"
                          FROM "t26" AS "t29"
                          LEFT OUTER JOIN (
                            SELECT
                              "t35"."deal_id",
                              "t35"."row_id",
                              "t35"."talk_at"
                            FROM (
                              SELECT
                                "t34"."deal_id",
                                "t34"."row_id",
                                "t34"."at",
                                "t34"."is_ask",
                                MIN("t34"."talk_at") OVER (
                                  PARTITION BY "t34"."deal_id"
                                  ORDER BY "t34"."at" DESC NULLS LAST, "t34"."is_ask" ASC, "t34"."row_id" DESC NULLS LAST
                                  ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
                                ) AS "talk_at"
                              FROM (
                                SELECT
                                  *
                                FROM (
                                  SELECT
                                    "t28"."deal_id",
                                    "t28"."row_id",
                                    "t28"."asked_at" AS "at",
                                    1 AS "is_ask",
                                    CAST(NULL AS BIGINT) AS "talk_at"
                                  FROM "t26" AS "t28"
                                ) AS "t31"
                                UNION ALL
                                SELECT
                                  *
                                FROM (
                                  SELECT
                                    "t21"."deal_id",
                                    "t21"."row_id",
                                    "t21"."at",
                                    "t21"."is_ask",
                                    "t21"."talk_at"
                                  FROM (
                                    SELECT
                                      "t2"."deal_id",
                                      CAST(NULL AS BIGINT) AS "row_id",
                                      CASE
                                        WHEN (
                                          "t2"."occurred_at" % 86400
                                        ) = 0
                                        THEN "t2"."occurred_at" + 86399
                                        ELSE "t2"."occurred_at"
                                      END AS "at",
                                      0 AS "is_ask",
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
                                  WHERE
                                    EXISTS(
                                      SELECT
                                        1
                                      FROM (
                                        SELECT DISTINCT
                                          "t28"."deal_id"
                                        FROM "t26" AS "t28"
                                      ) AS "t32"
                                      WHERE
                                        "t21"."deal_id" = "t32"."deal_id"
                                    )
                                ) AS "t33"
                              ) AS "t34"
                            ) AS "t35"
                            WHERE
                              "t35"."is_ask" = 1
                          ) AS "t37"
                            ON "t29"."deal_id" = "t37"."deal_id" AND "t29"."row_id" = "t37"."row_id"
                        ) AS "t38"
                      ) AS "t40"
                        ON "t16"."deal_id" = "t40"."deal_id" AND "t16"."row_id" = "t40"."row_id"
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
                    ) AS "t41"
                  ) AS "t42"
                  WHERE
                    "t42"."is_taken" OR "t42"."is_missed" OR "t42"."is_untold"
                ) AS "t43"
                GROUP BY
                  1
              ) AS "t45"
                ON "t5"."deal_id" = "t45"."deal_id"
            ) AS "t46"
          ) AS "t48"
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
            ON "t48"."deal_id" = "t19"."deal_id"
        ) AS "t49"
      ) AS "t51"
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
        ON "t51"."deal_id" = "t24"."deal_id"
    ) AS "t52"
  ) AS "t53"
) AS "t54"
