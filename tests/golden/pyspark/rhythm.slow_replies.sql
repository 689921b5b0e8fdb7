WITH `t15` AS (
  SELECT
    `t14`.`deal_id`,
    `t14`.`is_ours`,
    `t14`.`ask_id`,
    `t14`.`asked_at`,
    `t14`.`answer_id`,
    `t14`.`answered_at`,
    `t5`.`as_of`,
    `t5`.`is_look_back`
  FROM (
    SELECT
      *
    FROM (
      SELECT
        `t11`.`deal_id`,
        `t11`.`is_ours`,
        `t11`.`activity_id` AS `ask_id`,
        `t11`.`occurred_at` AS `asked_at`,
        LEAD(`t11`.`activity_id`) OVER (
          PARTITION BY `t11`.`deal_id`
          ORDER BY `t11`.`occurred_at` ASC NULLS LAST, `t11`.`is_ours` ASC NULLS LAST, `t11`.`activity_id` ASC NULLS LAST
        ) AS `answer_id`,
        LEAD(`t11`.`occurred_at`) OVER (
          PARTITION BY `t11`.`deal_id`
          ORDER BY `t11`.`occurred_at` ASC NULLS LAST, `t11`.`is_ours` ASC NULLS LAST, `t11`.`activity_id` ASC NULLS LAST
        ) AS `answered_at`
      FROM (
        SELECT
          *
        FROM (
          SELECT
            `t9`.`deal_id`,
            `t9`.`activity_id`,
            `t9`.`occurred_at`,
            `t9`.`is_ours`,
            COALESCE(
              LAG(`t9`.`is_ours`) OVER (
                PARTITION BY `t9`.`deal_id`
                ORDER BY `t9`.`occurred_at` ASC NULLS LAST, `t9`.`is_ours` ASC NULLS LAST, `t9`.`activity_id` ASC NULLS LAST
              ),
              1
            ) AS `after_ours`
          FROM (
            SELECT
              *
            FROM (
              SELECT
                `t0`.`deal_id`,
                `t0`.`activity_id`,
                `t0`.`occurred_at`,
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
            ) AS `t7`
            WHERE
              `t7`.`is_ours` IS NOT NULL
          ) AS `t9`
        ) AS `t10`
        WHERE
          `t10`.`is_ours` <> `t10`.`after_ours`
      ) AS `t11`
    ) AS `t12`
    WHERE
      `t12`.`is_ours` = 0
  ) AS `t14`
  INNER JOIN (
    SELECT
      `t1`.`deal_id`,
      `t1`.`as_of`,
      `t1`.`is_look_back`
    FROM `book_deal` AS `t1`
  ) AS `t5`
    ON `t14`.`deal_id` = `t5`.`deal_id`
)
SELECT
  `t30`.`deal_id`,
  `t30`.`answer`,
  IF(`t30`.`answer` <> 'unknown', `t30`.`value`, CAST(NULL AS DOUBLE)) AS `value`,
  IF(`t30`.`answer` = 'hit', `t30`.`hit_at`, CAST(NULL AS BIGINT)) AS `hit_at`
FROM (
  SELECT
    `t29`.`deal_id`,
    `t29`.`as_of`,
    `t29`.`opened_at`,
    `t29`.`account_id`,
    `t29`.`owner_id`,
    `t29`.`pipeline`,
    `t29`.`stage`,
    `t29`.`stage_entered_at`,
    `t29`.`amount`,
    `t29`.`size_band`,
    `t29`.`segment`,
    `t29`.`product`,
    `t29`.`channel`,
    `t29`.`history_complete`,
    `t29`.`is_look_back`,
    `t29`.`waits`,
    `t29`.`slow`,
    `t29`.`middle`,
    `t29`.`slow_at`,
    `t29`.`last`,
    `t29`.`unsigned`,
    CASE
      WHEN (
        `t29`.`waits` >= 2
      )
      AND (
        (
          `t29`.`slow` >= 2
        )
        AND (
          `t29`.`slow` >= (
            `t29`.`waits` * 0.3333333333333333
          )
        )
      )
      THEN 'hit'
      WHEN (
        `t29`.`waits` >= 2
      )
      AND NOT (
        (
          `t29`.`slow` >= 2
        )
        AND (
          `t29`.`slow` >= (
            `t29`.`waits` * 0.3333333333333333
          )
        )
      )
      AND NOT (
        (
          `t29`.`last` IS NOT NULL
        )
        AND (
          (
            (
              `t29`.`slow` + 1
            ) >= 2
          )
          AND (
            (
              `t29`.`slow` + 1
            ) >= (
              (
                `t29`.`waits` + 1
              ) * 0.3333333333333333
            )
          )
        )
      )
      AND (
        `t29`.`unsigned` IS NULL
      )
      THEN 'clear'
      ELSE 'unknown'
    END AS `answer`,
    `t29`.`middle` AS `value`,
    `t29`.`slow_at` AS `hit_at`
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
      `t28`.`slow_at`,
      `t28`.`last`,
      `t28`.`unsigned`
    FROM (
      SELECT
        `t27`.`deal_id`,
        `t27`.`as_of`,
        `t27`.`opened_at`,
        `t27`.`account_id`,
        `t27`.`owner_id`,
        `t27`.`pipeline`,
        `t27`.`stage`,
        `t27`.`stage_entered_at`,
        `t27`.`amount`,
        `t27`.`size_band`,
        `t27`.`segment`,
        `t27`.`product`,
        `t27`.`channel`,
        `t27`.`history_complete`,
        `t27`.`is_look_back`,
        `t27`.`waits`,
        `t27`.`slow`,
        `t27`.`middle`,
        `t27`.`slow_at`,
        `t27`.`last`,
        `t8`.`deal_id` AS `deal_id_right`,
        `t8`.`unsigned`
      FROM (
        SELECT
          `t25`.`deal_id`,
          `t25`.`as_of`,
          `t25`.`opened_at`,
          `t25`.`account_id`,
          `t25`.`owner_id`,
          `t25`.`pipeline`,
          `t25`.`stage`,
          `t25`.`stage_entered_at`,
          `t25`.`amount`,
          `t25`.`size_band`,
          `t25`.`segment`,
          `t25`.`product`,
          `t25`.`channel`,
          `t25`.`history_complete`,
          `t25`.`is_look_back`,
          `t25`.`waits`,
          `t25`.`slow`,
          `t25`.`middle`,
          `t25`.`slow_at`,
          `t25`.`last`
        FROM (
          SELECT
            `t24`.`deal_id`,
            `t24`.`as_of`,
            `t24`.`opened_at`,
            `t24`.`account_id`,
            `t24`.`owner_id`,
            `t24`.`pipeline`,
            `t24`.`stage`,
            `t24`.`stage_entered_at`,
            `t24`.`amount`,
            `t24`.`size_band`,
            `t24`.`segment`,
            `t24`.`product`,
            `t24`.`channel`,
            `t24`.`history_complete`,
            `t24`.`is_look_back`,
            `t24`.`waits`,
            `t24`.`slow`,
            `t24`.`middle`,
            `t24`.`slow_at`,
            `t19`.`deal_id` AS `deal_id_right`,
            `t19`.`last`
          FROM (
            SELECT
              `t22`.`deal_id`,
              `t22`.`as_of`,
              `t22`.`opened_at`,
              `t22`.`account_id`,
              `t22`.`owner_id`,
              `t22`.`pipeline`,
              `t22`.`stage`,
              `t22`.`stage_entered_at`,
              `t22`.`amount`,
              `t22`.`size_band`,
              `t22`.`segment`,
              `t22`.`product`,
              `t22`.`channel`,
              `t22`.`history_complete`,
              `t22`.`is_look_back`,
              `t22`.`waits`,
              `t22`.`slow`,
              `t22`.`middle`,
              `t22`.`slow_at`
            FROM (
              SELECT
                `t2`.`deal_id`,
                `t2`.`as_of`,
                `t2`.`opened_at`,
                `t2`.`account_id`,
                `t2`.`owner_id`,
                `t2`.`pipeline`,
                `t2`.`stage`,
                `t2`.`stage_entered_at`,
                `t2`.`amount`,
                `t2`.`size_band`,
                `t2`.`segment`,
                `t2`.`product`,
                `t2`.`channel`,
                `t2`.`history_complete`,
                `t2`.`is_look_back`,
                `t21`.`deal_id` AS `deal_id_right`,
                `t21`.`waits`,
                `t21`.`slow`,
                `t21`.`middle`,
                `t21`.`slow_at`
              FROM `book_deal` AS `t2`
              LEFT OUTER JOIN (
                SELECT
                  `t18`.`deal_id`,
                  COUNT(*) AS `waits`,
                  SUM(CAST(`t18`.`is_slow` AS INT)) AS `slow`,
                  PERCENTILE(`t18`.`hours`, 0.5) AS `middle`,
                  MAX(IF(`t18`.`is_slow`, `t18`.`asked_at` + 259200, CAST(NULL AS BIGINT))) AS `slow_at`
                FROM (
                  SELECT
                    `t16`.`deal_id`,
                    `t16`.`is_ours`,
                    `t16`.`ask_id`,
                    `t16`.`asked_at`,
                    `t16`.`answer_id`,
                    `t16`.`answered_at`,
                    `t16`.`as_of`,
                    `t16`.`is_look_back`,
                    (
                      COALESCE(`t16`.`answered_at`, `t16`.`as_of`) - `t16`.`asked_at`
                    ) / 3600 AS `hours`,
                    COALESCE(`t16`.`answered_at`, `t16`.`as_of`) > (
                      `t16`.`asked_at` + 259200
                    ) AS `is_slow`,
                    (
                      `t16`.`answered_at` IS NULL
                    ) AND COALESCE(`t16`.`is_look_back`, FALSE) AS `is_last`
                  FROM `t15` AS `t16`
                  WHERE
                    (
                      (
                        `t16`.`answered_at` IS NOT NULL
                      )
                      OR (
                        COALESCE(`t16`.`answered_at`, `t16`.`as_of`) > (
                          `t16`.`asked_at` + 259200
                        )
                      )
                    )
                    AND NOT (
                      (
                        `t16`.`answered_at` IS NULL
                      ) AND COALESCE(`t16`.`is_look_back`, FALSE)
                    )
                ) AS `t18`
                GROUP BY
                  1
              ) AS `t21`
                ON `t2`.`deal_id` = `t21`.`deal_id`
            ) AS `t22`
          ) AS `t24`
          LEFT OUTER JOIN (
            SELECT
              `t16`.`deal_id`,
              (
                `t16`.`answered_at` IS NULL
              ) AND COALESCE(`t16`.`is_look_back`, FALSE) AS `last`
            FROM `t15` AS `t16`
            WHERE
              (
                (
                  `t16`.`answered_at` IS NOT NULL
                )
                OR (
                  COALESCE(`t16`.`answered_at`, `t16`.`as_of`) > (
                    `t16`.`asked_at` + 259200
                  )
                )
              )
              AND (
                (
                  `t16`.`answered_at` IS NULL
                ) AND COALESCE(`t16`.`is_look_back`, FALSE)
              )
          ) AS `t19`
            ON `t24`.`deal_id` = `t19`.`deal_id`
        ) AS `t25`
      ) AS `t27`
      LEFT OUTER JOIN (
        SELECT
          `t4`.`deal_id`,
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
        ) AS `t4`
      ) AS `t8`
        ON `t27`.`deal_id` = `t8`.`deal_id`
    ) AS `t28`
  ) AS `t29`
) AS `t30`
