WITH `t4` AS (
  SELECT
    `t3`.`deal_id`,
    `t3`.`row_id`,
    `t3`.`field`,
    `t3`.`old_value`,
    `t3`.`new_value`,
    `t3`.`changed_at`,
    `t3`.`sequence`,
    COALESCE(
      `t3`.`old_value`,
      LAG(`t3`.`new_value`) OVER (
        PARTITION BY `t3`.`deal_id`
        ORDER BY `t3`.`changed_at` ASC NULLS LAST, `t3`.`sequence` ASC NULLS LAST, `t3`.`row_id` ASC NULLS LAST
      )
    ) AS `before`
  FROM (
    SELECT
      *
    FROM `book_change` AS `t1`
    WHERE
      `t1`.`field` = 'stage'
  ) AS `t3`
)
SELECT
  `t16`.`deal_id`,
  `t16`.`answer`,
  IF(`t16`.`answer` <> 'unknown', CAST(`t16`.`value` AS DOUBLE), CAST(NULL AS DOUBLE)) AS `value`,
  IF(`t16`.`answer` = 'hit', `t16`.`hit_at`, CAST(NULL AS BIGINT)) AS `hit_at`
FROM (
  SELECT
    `t15`.`deal_id`,
    `t15`.`as_of`,
    `t15`.`opened_at`,
    `t15`.`account_id`,
    `t15`.`owner_id`,
    `t15`.`pipeline`,
    `t15`.`stage`,
    `t15`.`stage_entered_at`,
    `t15`.`amount`,
    `t15`.`size_band`,
    `t15`.`segment`,
    `t15`.`product`,
    `t15`.`channel`,
    `t15`.`history_complete`,
    `t15`.`is_look_back`,
    COALESCE(`t15`.`returns`, 0) AS `returns`,
    `t15`.`since`,
    CASE
      WHEN COALESCE(`t15`.`returns`, 0) >= 1
      THEN 'hit'
      WHEN `t15`.`history_complete` AND (
        COALESCE(`t15`.`returns`, 0) < 1
      )
      THEN 'clear'
      ELSE 'unknown'
    END AS `answer`,
    COALESCE(`t15`.`returns`, 0) AS `value`,
    `t15`.`since` AS `hit_at`
  FROM (
    SELECT
      `t14`.`deal_id`,
      `t14`.`as_of`,
      `t14`.`opened_at`,
      `t14`.`account_id`,
      `t14`.`owner_id`,
      `t14`.`pipeline`,
      `t14`.`stage`,
      `t14`.`stage_entered_at`,
      `t14`.`amount`,
      `t14`.`size_band`,
      `t14`.`segment`,
      `t14`.`product`,
      `t14`.`channel`,
      `t14`.`history_complete`,
      `t14`.`is_look_back`,
      `t14`.`returns`,
      `t14`.`since`
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
        `t13`.`deal_id` AS `deal_id_right`,
        `t13`.`returns`,
        `t13`.`since`
      FROM `book_deal` AS `t2`
      LEFT OUTER JOIN (
        SELECT
          `t11`.`deal_id`,
          COUNT(*) AS `returns`,
          MIN(IF(`t11`.`place` >= 1, `t11`.`changed_at`, NULL)) AS `since`
        FROM (
          SELECT
            `t10`.`deal_id`,
            `t10`.`row_id`,
            `t10`.`changed_at`,
            `t10`.`sequence`,
            `t10`.`stage`,
            `t10`.`left_at`,
            `t10`.`last_left`,
            (
              ROW_NUMBER() OVER (
                PARTITION BY `t10`.`deal_id`
                ORDER BY `t10`.`changed_at` ASC NULLS LAST, `t10`.`sequence` ASC NULLS LAST, `t10`.`row_id` ASC NULLS LAST
              ) - 1
            ) + 1 AS `place`
          FROM (
            SELECT
              *
            FROM (
              SELECT
                `t8`.`deal_id`,
                `t8`.`row_id`,
                `t8`.`changed_at`,
                `t8`.`sequence`,
                `t8`.`stage`,
                `t8`.`left_at`,
                MAX(`t8`.`left_at`) OVER (
                  PARTITION BY `t8`.`deal_id`, `t8`.`stage`
                  ORDER BY `t8`.`changed_at` ASC NULLS LAST, `t8`.`sequence` ASC NULLS LAST, `t8`.`row_id` ASC NULLS LAST
                  ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
                ) AS `last_left`
              FROM (
                SELECT
                  *
                FROM (
                  SELECT
                    `t5`.`deal_id`,
                    `t5`.`row_id`,
                    `t5`.`changed_at`,
                    `t5`.`sequence`,
                    `t5`.`new_value` AS `stage`,
                    CAST(NULL AS BIGINT) AS `left_at`
                  FROM `t4` AS `t5`
                  WHERE
                    (
                      `t5`.`before` IS NULL
                    ) OR (
                      `t5`.`before` <> `t5`.`new_value`
                    )
                ) AS `t6`
                UNION ALL
                SELECT
                  *
                FROM (
                  SELECT
                    `t5`.`deal_id`,
                    `t5`.`row_id`,
                    `t5`.`changed_at`,
                    `t5`.`sequence`,
                    `t5`.`before` AS `stage`,
                    `t5`.`changed_at` AS `left_at`
                  FROM `t4` AS `t5`
                  WHERE
                    (
                      (
                        `t5`.`before` IS NULL
                      ) OR (
                        `t5`.`before` <> `t5`.`new_value`
                      )
                    )
                    AND `t5`.`before` IS NOT NULL
                ) AS `t7`
              ) AS `t8`
            ) AS `t9`
            WHERE
              `t9`.`left_at` IS NULL AND (
                `t9`.`changed_at` - `t9`.`last_left`
              ) >= 86400
          ) AS `t10`
        ) AS `t11`
        GROUP BY
          1
      ) AS `t13`
        ON `t2`.`deal_id` = `t13`.`deal_id`
    ) AS `t14`
  ) AS `t15`
) AS `t16`
