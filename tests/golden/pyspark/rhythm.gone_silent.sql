WITH `t5` AS (
  SELECT
    *
  FROM (
    SELECT
      *
    FROM `book_event` AS `t1`
    WHERE
      NOT (
        `t1`.`is_automated`
      )
      AND `t1`.`direction` = 'inbound'
      AND `t1`.`kind` IN ('email', 'chat', 'letter', 'call')
      AND NOT (
        `t1`.`status` IN ('planned', 'moved', 'cancelled')
      )
  ) AS `t3`
  UNION ALL
  SELECT
    *
  FROM (
    SELECT
      *
    FROM `book_event` AS `t1`
    WHERE
      NOT (
        `t1`.`is_automated`
      )
      AND `t1`.`kind` IN ('meeting', 'call', 'demo')
      AND `t1`.`status` IN ('held', 'unknown')
      AND `t1`.`direction` <> 'internal'
      AND (
        (
          `t1`.`direction` <> 'inbound'
        ) OR (
          `t1`.`kind` <> 'call'
        )
      )
      AND (
        (
          `t1`.`buyers` > 0
        ) OR (
          `t1`.`unnamed` > 0
        ) OR (
          `t1`.`kind` <> 'call'
        )
      )
  ) AS `t4`
)
SELECT
  `t22`.`deal_id`,
  `t22`.`answer`,
  IF(`t22`.`answer` <> 'unknown', CAST(`t22`.`value` AS DOUBLE), CAST(NULL AS DOUBLE)) AS `value`,
  IF(`t22`.`answer` = 'hit', `t22`.`hit_at`, CAST(NULL AS BIGINT)) AS `hit_at`
FROM (
  SELECT
    `t21`.`deal_id`,
    `t21`.`as_of`,
    `t21`.`opened_at`,
    `t21`.`account_id`,
    `t21`.`owner_id`,
    `t21`.`pipeline`,
    `t21`.`stage`,
    `t21`.`stage_entered_at`,
    `t21`.`amount`,
    `t21`.`size_band`,
    `t21`.`segment`,
    `t21`.`product`,
    `t21`.`channel`,
    `t21`.`history_complete`,
    `t21`.`is_look_back`,
    `t21`.`last_at`,
    `t21`.`days`,
    `t21`.`usual_gap`,
    CASE
      WHEN NOT (
        COALESCE(`t21`.`is_look_back`, FALSE)
      )
      AND (
        `t21`.`days` >= 3
      )
      AND (
        (
          `t21`.`as_of` - `t21`.`last_at`
        ) > GREATEST(1814400, CAST(CEIL(`t21`.`usual_gap` * 5.0 * 86400) AS BIGINT))
      )
      THEN 'hit'
      WHEN NOT (
        COALESCE(`t21`.`is_look_back`, FALSE)
      )
      AND (
        (
          (
            `t21`.`as_of` - `t21`.`last_at`
          ) <= 1814400
        )
        OR (
          (
            `t21`.`days` >= 3
          )
          AND (
            (
              `t21`.`as_of` - `t21`.`last_at`
            ) <= GREATEST(1814400, CAST(CEIL(`t21`.`usual_gap` * 5.0 * 86400) AS BIGINT))
          )
        )
      )
      THEN 'clear'
      ELSE 'unknown'
    END AS `answer`,
    CAST(FLOOR((
      `t21`.`as_of` - `t21`.`last_at`
    ) / (
      86400
    )) AS BIGINT) AS `value`,
    `t21`.`last_at` + GREATEST(1814400, CAST(CEIL(`t21`.`usual_gap` * 5.0 * 86400) AS BIGINT)) AS `hit_at`
  FROM (
    SELECT
      `t20`.`deal_id`,
      `t20`.`as_of`,
      `t20`.`opened_at`,
      `t20`.`account_id`,
      `t20`.`owner_id`,
      `t20`.`pipeline`,
      `t20`.`stage`,
      `t20`.`stage_entered_at`,
      `t20`.`amount`,
      `t20`.`size_band`,
      `t20`.`segment`,
      `t20`.`product`,
      `t20`.`channel`,
      `t20`.`history_complete`,
      `t20`.`is_look_back`,
      `t20`.`last_at`,
      `t20`.`days`,
      `t20`.`usual_gap`
    FROM (
      SELECT
        `t12`.`deal_id`,
        `t12`.`as_of`,
        `t12`.`opened_at`,
        `t12`.`account_id`,
        `t12`.`owner_id`,
        `t12`.`pipeline`,
        `t12`.`stage`,
        `t12`.`stage_entered_at`,
        `t12`.`amount`,
        `t12`.`size_band`,
        `t12`.`segment`,
        `t12`.`product`,
        `t12`.`channel`,
        `t12`.`history_complete`,
        `t12`.`is_look_back`,
        `t12`.`last_at`,
        `t19`.`deal_id` AS `deal_id_right`,
        `t19`.`days`,
        `t19`.`usual_gap`
      FROM (
        SELECT
          `t10`.`deal_id`,
          `t10`.`as_of`,
          `t10`.`opened_at`,
          `t10`.`account_id`,
          `t10`.`owner_id`,
          `t10`.`pipeline`,
          `t10`.`stage`,
          `t10`.`stage_entered_at`,
          `t10`.`amount`,
          `t10`.`size_band`,
          `t10`.`segment`,
          `t10`.`product`,
          `t10`.`channel`,
          `t10`.`history_complete`,
          `t10`.`is_look_back`,
          `t10`.`last_at`
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
            `t9`.`deal_id` AS `deal_id_right`,
            `t9`.`last_at`
          FROM `book_deal` AS `t2`
          LEFT OUTER JOIN (
            SELECT
              `t6`.`deal_id`,
              MAX(`t6`.`occurred_at`) AS `last_at`
            FROM `t5` AS `t6`
            GROUP BY
              1
          ) AS `t9`
            ON `t2`.`deal_id` = `t9`.`deal_id`
        ) AS `t10`
      ) AS `t12`
      LEFT OUTER JOIN (
        SELECT
          `t17`.`deal_id`,
          COUNT(*) AS `days`,
          PERCENTILE(`t17`.`gap`, 0.5) AS `usual_gap`
        FROM (
          SELECT
            `t16`.`deal_id`,
            `t16`.`day` - LAG(`t16`.`day`) OVER (PARTITION BY `t16`.`deal_id` ORDER BY `t16`.`day` ASC NULLS LAST) AS `gap`
          FROM (
            SELECT DISTINCT
              *
            FROM (
              SELECT
                `t7`.`deal_id`,
                CAST(FLOOR((
                  `t7`.`occurred_at`
                ) / (
                  86400
                )) AS BIGINT) AS `day`
              FROM `t5` AS `t7`
              LEFT SEMI JOIN (
                SELECT
                  *
                FROM (
                  SELECT
                    `t10`.`deal_id`,
                    `t10`.`as_of`,
                    `t10`.`opened_at`,
                    `t10`.`account_id`,
                    `t10`.`owner_id`,
                    `t10`.`pipeline`,
                    `t10`.`stage`,
                    `t10`.`stage_entered_at`,
                    `t10`.`amount`,
                    `t10`.`size_band`,
                    `t10`.`segment`,
                    `t10`.`product`,
                    `t10`.`channel`,
                    `t10`.`history_complete`,
                    `t10`.`is_look_back`,
                    `t10`.`last_at`
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
                      `t9`.`deal_id` AS `deal_id_right`,
                      `t9`.`last_at`
                    FROM `book_deal` AS `t2`
                    LEFT OUTER JOIN (
                      SELECT
                        `t6`.`deal_id`,
                        MAX(`t6`.`occurred_at`) AS `last_at`
                      FROM `t5` AS `t6`
                      GROUP BY
                        1
                    ) AS `t9`
                      ON `t2`.`deal_id` = `t9`.`deal_id`
                  ) AS `t10`
                ) AS `t11`
                WHERE
                  (
                    `t11`.`as_of` - `t11`.`last_at`
                  ) > 1814400
              ) AS `t14`
                ON `t7`.`deal_id` = `t14`.`deal_id`
            ) AS `t15`
          ) AS `t16`
        ) AS `t17`
        GROUP BY
          1
      ) AS `t19`
        ON `t12`.`deal_id` = `t19`.`deal_id`
    ) AS `t20`
  ) AS `t21`
) AS `t22`
