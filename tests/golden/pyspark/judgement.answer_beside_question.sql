WITH `t15` AS (
  SELECT
    `t11`.`deal_id`,
    `t11`.`row_id`,
    `t11`.`activity_id`,
    `t11`.`occurred_at`,
    `t11`.`asked_in`,
    `t11`.`content_words`,
    `t11`.`answer_words`,
    `t11`.`answer_asks`,
    `t11`.`answer_defers`,
    `t11`.`is_doubtful`,
    `t11`.`written_at`,
    `t11`.`asked_at`,
    `t14`.`question_id`,
    `t14`.`shared`,
    `t14`.`untold`,
    `t14`.`last_at`
  FROM (
    SELECT
      `t1`.`deal_id`,
      `t1`.`row_id`,
      `t1`.`activity_id`,
      `t1`.`occurred_at`,
      `t1`.`asked_in`,
      `t1`.`content_words`,
      `t1`.`answer_words`,
      `t1`.`answer_asks`,
      `t1`.`answer_defers`,
      `t1`.`is_doubtful`,
      `t1`.`occurred_at` AS `written_at`,
      IF((
        `t1`.`occurred_at` % 86400
      ) = 0, `t1`.`occurred_at` + 86399, `t1`.`occurred_at`) AS `asked_at`
    FROM `book_question` AS `t1`
    WHERE
      `t1`.`asked_in` = 'message' AND `t1`.`content_words` >= 2
  ) AS `t11`
  INNER JOIN (
    SELECT
      `t12`.`deal_id`,
      `t12`.`question_id`,
      MAX(`t12`.`shared`) AS `shared`,
      SUM(
        IF(
          NOT (
            COALESCE(
              (
                `t12`.`words` >= 40
              )
              AND NOT (
                `t12`.`has_attachment`
              )
              AND (
                `t12`.`shared` IS NOT NULL
              ),
              FALSE
            )
          ),
          1,
          0
        )
      ) AS `untold`,
      MAX(`t12`.`occurred_at`) AS `last_at`
    FROM (
      SELECT
        `t10`.`deal_id`,
        `t10`.`question_id`,
        `t10`.`asked_at`,
        `t10`.`activity_id`,
        `t10`.`occurred_at`,
        `t10`.`words`,
        `t10`.`shared`,
        `t6`.`has_attachment`
      FROM (
        SELECT
          *
        FROM `book_reply` AS `t3`
        WHERE
          `t3`.`occurred_at` <= (
            `t3`.`asked_at` + 604800
          )
      ) AS `t10`
      INNER JOIN (
        SELECT
          `t2`.`deal_id`,
          `t2`.`activity_id`,
          `t2`.`has_attachment`
        FROM `book_event` AS `t2`
      ) AS `t6`
        ON `t10`.`deal_id` = `t6`.`deal_id` AND `t10`.`activity_id` = `t6`.`activity_id`
    ) AS `t12`
    GROUP BY
      1,
      2
  ) AS `t14`
    ON `t11`.`deal_id` = `t14`.`deal_id` AND `t11`.`row_id` = `t14`.`question_id`
), `t25` AS (
  SELECT
    `t24`.`deal_id`,
    `t24`.`row_id`,
    `t24`.`activity_id`,
    `t24`.`occurred_at`,
    `t24`.`asked_in`,
    `t24`.`content_words`,
    `t24`.`answer_words`,
    `t24`.`answer_asks`,
    `t24`.`answer_defers`,
    `t24`.`is_doubtful`,
    `t24`.`written_at`,
    `t24`.`asked_at`,
    `t24`.`question_id`,
    `t24`.`shared`,
    `t24`.`untold`,
    `t24`.`last_at`,
    `t24`.`talk_at`,
    COALESCE(`t24`.`shared` > 0, FALSE) AS `is_met`,
    COALESCE(
      (
        `t24`.`shared` = 0
      )
      AND (
        `t24`.`untold` = 0
      )
      AND NOT (
        COALESCE(`t24`.`talk_at` <= (
          `t24`.`last_at` + 259200
        ), FALSE)
      ),
      FALSE
    ) AS `is_beside`
  FROM (
    SELECT
      `t19`.`deal_id`,
      `t19`.`row_id`,
      `t19`.`activity_id`,
      `t19`.`occurred_at`,
      `t19`.`asked_in`,
      `t19`.`content_words`,
      `t19`.`answer_words`,
      `t19`.`answer_asks`,
      `t19`.`answer_defers`,
      `t19`.`is_doubtful`,
      `t19`.`written_at`,
      `t19`.`asked_at`,
      `t19`.`question_id`,
      `t19`.`shared`,
      `t19`.`untold`,
      `t19`.`last_at`,
      `t23`.`talk_at`
    FROM (
      SELECT
        `t16`.`deal_id`,
        `t16`.`row_id`,
        `t16`.`activity_id`,
        `t16`.`occurred_at`,
        `t16`.`asked_in`,
        `t16`.`content_words`,
        `t16`.`answer_words`,
        `t16`.`answer_asks`,
        `t16`.`answer_defers`,
        `t16`.`is_doubtful`,
        `t16`.`written_at`,
        `t16`.`asked_at` - (
          `t16`.`asked_at` % 86400
        ) AS `asked_at`,
        `t16`.`question_id`,
        `t16`.`shared`,
        `t16`.`untold`,
        `t16`.`last_at`
      FROM `t15` AS `t16`
    ) AS `t19`
    LEFT OUTER JOIN (
      SELECT
        `t21`.`deal_id`,
        `t21`.`row_id`,
        `t21`.`talk_at`
      FROM (
        SELECT
          `t20`.`deal_id`,
          `t20`.`row_id`,
          `t20`.`at`,
          `t20`.`is_ask`,
          MIN(`t20`.`talk_at`) OVER (
            PARTITION BY `t20`.`deal_id`
            ORDER BY `t20`.`at` DESC, `t20`.`is_ask` ASC NULLS LAST, `t20`.`row_id` DESC
            ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
          ) AS `talk_at`
        FROM (
          SELECT
            *
          FROM (
            SELECT
              `t16`.`deal_id`,
              `t16`.`row_id`,
              `t16`.`asked_at` - (
                `t16`.`asked_at` % 86400
              ) AS `at`,
              1 AS `is_ask`,
              CAST(NULL AS BIGINT) AS `talk_at`
            FROM `t15` AS `t16`
          ) AS `t18`
          UNION ALL
          SELECT
            *
          FROM (
            SELECT
              `t2`.`deal_id`,
              CAST(NULL AS BIGINT) AS `row_id`,
              IF((
                `t2`.`occurred_at` % 86400
              ) = 0, `t2`.`occurred_at` + 86399, `t2`.`occurred_at`) AS `at`,
              0 AS `is_ask`,
              IF((
                `t2`.`occurred_at` % 86400
              ) = 0, `t2`.`occurred_at` + 86399, `t2`.`occurred_at`) AS `talk_at`
            FROM `book_event` AS `t2`
            WHERE
              `t2`.`kind` IN ('meeting', 'call', 'demo')
              AND `t2`.`status` IN ('held', 'unknown')
              AND `t2`.`direction` <> 'internal'
          ) AS `t9`
        ) AS `t20`
      ) AS `t21`
      WHERE
        `t21`.`is_ask` = 1
    ) AS `t23`
      ON `t19`.`deal_id` = `t23`.`deal_id` AND `t19`.`row_id` = `t23`.`row_id`
  ) AS `t24`
)
SELECT
  `t38`.`deal_id`,
  `t38`.`answer`,
  IF(`t38`.`answer` <> 'unknown', CAST(`t38`.`value` AS DOUBLE), CAST(NULL AS DOUBLE)) AS `value`,
  IF(`t38`.`answer` = 'hit', `t38`.`hit_at`, CAST(NULL AS BIGINT)) AS `hit_at`
FROM (
  SELECT
    `t37`.`deal_id`,
    `t37`.`as_of`,
    `t37`.`opened_at`,
    `t37`.`account_id`,
    `t37`.`owner_id`,
    `t37`.`pipeline`,
    `t37`.`stage`,
    `t37`.`stage_entered_at`,
    `t37`.`amount`,
    `t37`.`size_band`,
    `t37`.`segment`,
    `t37`.`product`,
    `t37`.`channel`,
    `t37`.`history_complete`,
    `t37`.`is_look_back`,
    `t37`.`met`,
    `t37`.`untold`,
    `t37`.`beside`,
    `t37`.`last_at`,
    CASE
      WHEN `t37`.`beside` >= 2
      THEN 'hit'
      WHEN (
        `t37`.`met` > 0
      )
      AND (
        (
          COALESCE(`t37`.`beside`, 0) + `t37`.`untold`
        ) < 2
      )
      THEN 'clear'
      ELSE 'unknown'
    END AS `answer`,
    COALESCE(`t37`.`beside`, 0) AS `value`,
    `t37`.`last_at` AS `hit_at`
  FROM (
    SELECT
      `t36`.`deal_id`,
      `t36`.`as_of`,
      `t36`.`opened_at`,
      `t36`.`account_id`,
      `t36`.`owner_id`,
      `t36`.`pipeline`,
      `t36`.`stage`,
      `t36`.`stage_entered_at`,
      `t36`.`amount`,
      `t36`.`size_band`,
      `t36`.`segment`,
      `t36`.`product`,
      `t36`.`channel`,
      `t36`.`history_complete`,
      `t36`.`is_look_back`,
      `t36`.`met`,
      `t36`.`untold`,
      `t36`.`beside`,
      `t36`.`last_at`
    FROM (
      SELECT
        `t35`.`deal_id`,
        `t35`.`as_of`,
        `t35`.`opened_at`,
        `t35`.`account_id`,
        `t35`.`owner_id`,
        `t35`.`pipeline`,
        `t35`.`stage`,
        `t35`.`stage_entered_at`,
        `t35`.`amount`,
        `t35`.`size_band`,
        `t35`.`segment`,
        `t35`.`product`,
        `t35`.`channel`,
        `t35`.`history_complete`,
        `t35`.`is_look_back`,
        `t35`.`met`,
        `t35`.`untold`,
        `t30`.`deal_id` AS `deal_id_right`,
        `t30`.`beside`,
        `t30`.`last_at`
      FROM (
        SELECT
          `t33`.`deal_id`,
          `t33`.`as_of`,
          `t33`.`opened_at`,
          `t33`.`account_id`,
          `t33`.`owner_id`,
          `t33`.`pipeline`,
          `t33`.`stage`,
          `t33`.`stage_entered_at`,
          `t33`.`amount`,
          `t33`.`size_band`,
          `t33`.`segment`,
          `t33`.`product`,
          `t33`.`channel`,
          `t33`.`history_complete`,
          `t33`.`is_look_back`,
          `t33`.`met`,
          `t33`.`untold`
        FROM (
          SELECT
            `t4`.`deal_id`,
            `t4`.`as_of`,
            `t4`.`opened_at`,
            `t4`.`account_id`,
            `t4`.`owner_id`,
            `t4`.`pipeline`,
            `t4`.`stage`,
            `t4`.`stage_entered_at`,
            `t4`.`amount`,
            `t4`.`size_band`,
            `t4`.`segment`,
            `t4`.`product`,
            `t4`.`channel`,
            `t4`.`history_complete`,
            `t4`.`is_look_back`,
            `t32`.`deal_id` AS `deal_id_right`,
            `t32`.`met`,
            `t32`.`untold`
          FROM `book_deal` AS `t4`
          LEFT OUTER JOIN (
            SELECT
              `t28`.`deal_id`,
              SUM(IF(`t28`.`is_met`, 1, 0)) AS `met`,
              SUM(IF(`t28`.`is_untold`, 1, 0)) AS `untold`
            FROM (
              SELECT
                `t26`.`deal_id`,
                `t26`.`row_id`,
                `t26`.`activity_id`,
                `t26`.`occurred_at`,
                `t26`.`asked_in`,
                `t26`.`content_words`,
                `t26`.`answer_words`,
                `t26`.`answer_asks`,
                `t26`.`answer_defers`,
                `t26`.`is_doubtful`,
                `t26`.`written_at`,
                `t26`.`asked_at`,
                `t26`.`question_id`,
                `t26`.`shared`,
                `t26`.`untold`,
                `t26`.`last_at`,
                `t26`.`talk_at`,
                `t26`.`is_met`,
                `t26`.`is_beside`,
                NOT (
                  `t26`.`is_met`
                ) AND NOT (
                  `t26`.`is_beside`
                ) AS `is_untold`
              FROM `t25` AS `t26`
            ) AS `t28`
            GROUP BY
              1
          ) AS `t32`
            ON `t4`.`deal_id` = `t32`.`deal_id`
        ) AS `t33`
      ) AS `t35`
      LEFT OUTER JOIN (
        SELECT
          `t27`.`deal_id`,
          COUNT(*) AS `beside`,
          MAX(`t27`.`last_at`) AS `last_at`
        FROM (
          SELECT
            `t26`.`deal_id`,
            `t26`.`row_id`,
            `t26`.`activity_id`,
            `t26`.`occurred_at`,
            `t26`.`asked_in`,
            `t26`.`content_words`,
            `t26`.`answer_words`,
            `t26`.`answer_asks`,
            `t26`.`answer_defers`,
            `t26`.`is_doubtful`,
            `t26`.`written_at`,
            `t26`.`asked_at`,
            `t26`.`question_id`,
            `t26`.`shared`,
            `t26`.`untold`,
            `t26`.`last_at`,
            `t26`.`talk_at`,
            `t26`.`is_met`,
            `t26`.`is_beside`,
            NOT (
              `t26`.`is_met`
            ) AND NOT (
              `t26`.`is_beside`
            ) AS `is_untold`
          FROM `t25` AS `t26`
          WHERE
            `t26`.`is_beside`
        ) AS `t27`
        GROUP BY
          1
      ) AS `t30`
        ON `t35`.`deal_id` = `t30`.`deal_id`
    ) AS `t36`
  ) AS `t37`
) AS `t38`
