WITH `t21` AS (
  SELECT
    `t20`.`deal_id`,
    `t20`.`is_ours`,
    `t20`.`ask_id`,
    `t20`.`asked_at`,
    `t20`.`answer_id`,
    `t20`.`answered_at`,
    `t6`.`as_of`,
    `t6`.`is_look_back`
  FROM (
    SELECT
      *
    FROM (
      SELECT
        `t17`.`deal_id`,
        `t17`.`is_ours`,
        `t17`.`activity_id` AS `ask_id`,
        `t17`.`occurred_at` AS `asked_at`,
        LEAD(`t17`.`activity_id`) OVER (
          PARTITION BY `t17`.`deal_id`
          ORDER BY `t17`.`occurred_at` ASC NULLS LAST, `t17`.`is_ours` ASC NULLS LAST, `t17`.`activity_id` ASC NULLS LAST
        ) AS `answer_id`,
        LEAD(`t17`.`occurred_at`) OVER (
          PARTITION BY `t17`.`deal_id`
          ORDER BY `t17`.`occurred_at` ASC NULLS LAST, `t17`.`is_ours` ASC NULLS LAST, `t17`.`activity_id` ASC NULLS LAST
        ) AS `answered_at`
      FROM (
        SELECT
          *
        FROM (
          SELECT
            `t15`.`deal_id`,
            `t15`.`activity_id`,
            `t15`.`occurred_at`,
            `t15`.`is_ours`,
            COALESCE(
              LAG(`t15`.`is_ours`) OVER (
                PARTITION BY `t15`.`deal_id`
                ORDER BY `t15`.`occurred_at` ASC NULLS LAST, `t15`.`is_ours` ASC NULLS LAST, `t15`.`activity_id` ASC NULLS LAST
              ),
              1
            ) AS `after_ours`
          FROM (
            SELECT
              `t14`.`deal_id`,
              `t14`.`activity_id`,
              `t14`.`occurred_at`,
              `t14`.`is_ours`
            FROM (
              SELECT
                `t13`.`deal_id`,
                `t13`.`activity_id`,
                `t13`.`occurred_at`,
                `t13`.`has_body`,
                `t13`.`is_ours`,
                `t12`.`deal_id` AS `deal_id_right`,
                `t12`.`activity_id` AS `activity_id_right`,
                `t12`.`asks`
              FROM (
                SELECT
                  `t0`.`deal_id`,
                  `t0`.`activity_id`,
                  `t0`.`occurred_at`,
                  `t0`.`has_body`,
                  CASE
                    WHEN `t0`.`kind` IN ('email', 'chat', 'letter')
                    THEN IF(`t0`.`is_automated`, CAST(NULL AS BIGINT), IF(`t0`.`direction` = 'inbound', 0, 1))
                    WHEN `t0`.`status` IN ('held', 'unknown')
                    THEN 1
                    WHEN (
                      `t0`.`status` = 'missed'
                    ) AND (
                      `t0`.`kind` = 'call'
                    )
                    THEN IF(`t0`.`direction` = 'inbound', 0, 1)
                    ELSE CAST(NULL AS BIGINT)
                  END AS `is_ours`
                FROM `book_event` AS `t0`
                WHERE
                  `t0`.`kind` IN ('email', 'chat', 'letter', 'meeting', 'call', 'demo')
                  AND `t0`.`direction` <> 'internal'
              ) AS `t13`
              LEFT OUTER JOIN (
                SELECT
                  `t7`.`deal_id`,
                  `t7`.`activity_id`,
                  TRUE AS `asks`
                FROM (
                  SELECT DISTINCT
                    `t2`.`deal_id`,
                    `t2`.`activity_id`
                  FROM `book_question` AS `t2`
                  WHERE
                    `t2`.`asked_in` = 'message'
                ) AS `t7`
              ) AS `t12`
                ON `t13`.`deal_id` = `t12`.`deal_id` AND `t13`.`activity_id` = `t12`.`activity_id`
            ) AS `t14`
            WHERE
              `t14`.`is_ours` IS NOT NULL
              AND NOT (
                (
                  `t14`.`is_ours` = 0
                )
                AND COALESCE(`t14`.`has_body`, FALSE)
                AND (
                  `t14`.`asks` IS NULL
                )
              )
          ) AS `t15`
        ) AS `t16`
        WHERE
          `t16`.`is_ours` <> `t16`.`after_ours`
      ) AS `t17`
    ) AS `t18`
    WHERE
      `t18`.`is_ours` = 0
  ) AS `t20`
  INNER JOIN (
    SELECT
      `t1`.`deal_id`,
      `t1`.`as_of`,
      `t1`.`is_look_back`
    FROM `book_deal` AS `t1`
  ) AS `t6`
    ON `t20`.`deal_id` = `t6`.`deal_id`
)
SELECT
  `t36`.`deal_id`,
  `t36`.`answer`,
  IF(`t36`.`answer` <> 'unknown', `t36`.`value`, CAST(NULL AS DOUBLE)) AS `value`,
  IF(`t36`.`answer` = 'hit', `t36`.`hit_at`, CAST(NULL AS BIGINT)) AS `hit_at`
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
    `t35`.`waits`,
    `t35`.`slow`,
    `t35`.`middle`,
    `t35`.`slow_at`,
    `t35`.`last`,
    `t35`.`unsigned`,
    CASE
      WHEN (
        `t35`.`waits` >= 2
      )
      AND (
        (
          `t35`.`slow` >= 2
        )
        AND (
          `t35`.`slow` >= (
            `t35`.`waits` * 0.3333333333333333
          )
        )
      )
      THEN 'hit'
      WHEN (
        `t35`.`waits` >= 2
      )
      AND NOT (
        (
          `t35`.`slow` >= 2
        )
        AND (
          `t35`.`slow` >= (
            `t35`.`waits` * 0.3333333333333333
          )
        )
      )
      AND NOT (
        (
          `t35`.`last` IS NOT NULL
        )
        AND (
          (
            (
              `t35`.`slow` + 1
            ) >= 2
          )
          AND (
            (
              `t35`.`slow` + 1
            ) >= (
              (
                `t35`.`waits` + 1
              ) * 0.3333333333333333
            )
          )
        )
      )
      AND (
        `t35`.`unsigned` IS NULL
      )
      THEN 'clear'
      ELSE 'unknown'
    END AS `answer`,
    `t35`.`middle` AS `value`,
    `t35`.`slow_at` AS `hit_at`
  FROM (
    SELECT
      `t34`.`deal_id`,
      `t34`.`as_of`,
      `t34`.`opened_at`,
      `t34`.`account_id`,
      `t34`.`owner_id`,
      `t34`.`pipeline`,
      `t34`.`stage`,
      `t34`.`stage_entered_at`,
      `t34`.`amount`,
      `t34`.`size_band`,
      `t34`.`segment`,
      `t34`.`product`,
      `t34`.`channel`,
      `t34`.`history_complete`,
      `t34`.`is_look_back`,
      `t34`.`waits`,
      `t34`.`slow`,
      `t34`.`middle`,
      `t34`.`slow_at`,
      `t34`.`last`,
      `t34`.`unsigned`
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
        `t33`.`waits`,
        `t33`.`slow`,
        `t33`.`middle`,
        `t33`.`slow_at`,
        `t33`.`last`,
        `t11`.`deal_id` AS `deal_id_right`,
        `t11`.`unsigned`
      FROM (
        SELECT
          `t31`.`deal_id`,
          `t31`.`as_of`,
          `t31`.`opened_at`,
          `t31`.`account_id`,
          `t31`.`owner_id`,
          `t31`.`pipeline`,
          `t31`.`stage`,
          `t31`.`stage_entered_at`,
          `t31`.`amount`,
          `t31`.`size_band`,
          `t31`.`segment`,
          `t31`.`product`,
          `t31`.`channel`,
          `t31`.`history_complete`,
          `t31`.`is_look_back`,
          `t31`.`waits`,
          `t31`.`slow`,
          `t31`.`middle`,
          `t31`.`slow_at`,
          `t31`.`last`
        FROM (
          SELECT
            `t30`.`deal_id`,
            `t30`.`as_of`,
            `t30`.`opened_at`,
            `t30`.`account_id`,
            `t30`.`owner_id`,
            `t30`.`pipeline`,
            `t30`.`stage`,
            `t30`.`stage_entered_at`,
            `t30`.`amount`,
            `t30`.`size_band`,
            `t30`.`segment`,
            `t30`.`product`,
            `t30`.`channel`,
            `t30`.`history_complete`,
            `t30`.`is_look_back`,
            `t30`.`waits`,
            `t30`.`slow`,
            `t30`.`middle`,
            `t30`.`slow_at`,
            `t25`.`deal_id` AS `deal_id_right`,
            `t25`.`last`
          FROM (
            SELECT
              `t28`.`deal_id`,
              `t28`.`as_of`,
              `t28`.`opened_at`,
              `t28`.`account_id`,
              `t28`.`owner_id`,
              `t28`.`pipeline`,
              `t28`.`stage`,
              `t28`.`stage_entered_at`,
              `t28`.`amount`,
              `t28`.`size_band`,
              `t28`.`segment`,
              `t28`.`product`,
              `t28`.`channel`,
              `t28`.`history_complete`,
              `t28`.`is_look_back`,
              `t28`.`waits`,
              `t28`.`slow`,
              `t28`.`middle`,
              `t28`.`slow_at`
            FROM (
              SELECT
                `t3`.`deal_id`,
                `t3`.`as_of`,
                `t3`.`opened_at`,
                `t3`.`account_id`,
                `t3`.`owner_id`,
                `t3`.`pipeline`,
                `t3`.`stage`,
                `t3`.`stage_entered_at`,
                `t3`.`amount`,
                `t3`.`size_band`,
                `t3`.`segment`,
                `t3`.`product`,
                `t3`.`channel`,
                `t3`.`history_complete`,
                `t3`.`is_look_back`,
                `t27`.`deal_id` AS `deal_id_right`,
                `t27`.`waits`,
                `t27`.`slow`,
                `t27`.`middle`,
                `t27`.`slow_at`
              FROM `book_deal` AS `t3`
              LEFT OUTER JOIN (
                SELECT
                  `t24`.`deal_id`,
                  COUNT(*) AS `waits`,
                  SUM(CAST(`t24`.`is_slow` AS INT)) AS `slow`,
                  PERCENTILE(`t24`.`hours`, 0.5) AS `middle`,
                  MAX(IF(`t24`.`is_slow`, `t24`.`asked_at` + 259200, CAST(NULL AS BIGINT))) AS `slow_at`
                FROM (
                  SELECT
                    `t22`.`deal_id`,
                    `t22`.`is_ours`,
                    `t22`.`ask_id`,
                    `t22`.`asked_at`,
                    `t22`.`answer_id`,
                    `t22`.`answered_at`,
                    `t22`.`as_of`,
                    `t22`.`is_look_back`,
                    (
                      COALESCE(`t22`.`answered_at`, `t22`.`as_of`) - `t22`.`asked_at`
                    ) / 3600 AS `hours`,
                    COALESCE(`t22`.`answered_at`, `t22`.`as_of`) > (
                      `t22`.`asked_at` + 259200
                    ) AS `is_slow`,
                    (
                      `t22`.`answered_at` IS NULL
                    ) AND COALESCE(`t22`.`is_look_back`, FALSE) AS `is_last`
                  FROM `t21` AS `t22`
                  WHERE
                    (
                      (
                        `t22`.`answered_at` IS NOT NULL
                      )
                      OR (
                        COALESCE(`t22`.`answered_at`, `t22`.`as_of`) > (
                          `t22`.`asked_at` + 259200
                        )
                      )
                    )
                    AND NOT (
                      (
                        `t22`.`answered_at` IS NULL
                      ) AND COALESCE(`t22`.`is_look_back`, FALSE)
                    )
                ) AS `t24`
                GROUP BY
                  1
              ) AS `t27`
                ON `t3`.`deal_id` = `t27`.`deal_id`
            ) AS `t28`
          ) AS `t30`
          LEFT OUTER JOIN (
            SELECT
              `t22`.`deal_id`,
              (
                `t22`.`answered_at` IS NULL
              ) AND COALESCE(`t22`.`is_look_back`, FALSE) AS `last`
            FROM `t21` AS `t22`
            WHERE
              (
                (
                  `t22`.`answered_at` IS NOT NULL
                )
                OR (
                  COALESCE(`t22`.`answered_at`, `t22`.`as_of`) > (
                    `t22`.`asked_at` + 259200
                  )
                )
              )
              AND (
                (
                  `t22`.`answered_at` IS NULL
                ) AND COALESCE(`t22`.`is_look_back`, FALSE)
              )
          ) AS `t25`
            ON `t30`.`deal_id` = `t25`.`deal_id`
        ) AS `t31`
      ) AS `t33`
      LEFT OUTER JOIN (
        SELECT
          `t5`.`deal_id`,
          TRUE AS `unsigned`
        FROM (
          SELECT DISTINCT
            `t0`.`deal_id`
          FROM `book_event` AS `t0`
          WHERE
            `t0`.`direction` = 'unknown'
            AND `t0`.`kind` IN ('email', 'chat', 'letter')
            AND NOT (
              `t0`.`is_automated`
            )
        ) AS `t5`
      ) AS `t11`
        ON `t33`.`deal_id` = `t11`.`deal_id`
    ) AS `t34`
  ) AS `t35`
) AS `t36`
