SELECT
  `t10`.`deal_id`,
  `t10`.`answer`,
  IF(`t10`.`answer` <> 'unknown', CAST(`t10`.`value` AS DOUBLE), CAST(NULL AS DOUBLE)) AS `value`,
  IF(`t10`.`answer` = 'hit', `t10`.`hit_at`, CAST(NULL AS BIGINT)) AS `hit_at`
FROM (
  SELECT
    `t9`.`deal_id`,
    `t9`.`as_of`,
    `t9`.`opened_at`,
    `t9`.`account_id`,
    `t9`.`owner_id`,
    `t9`.`pipeline`,
    `t9`.`stage`,
    `t9`.`stage_entered_at`,
    `t9`.`amount`,
    `t9`.`size_band`,
    `t9`.`segment`,
    `t9`.`product`,
    `t9`.`channel`,
    `t9`.`history_complete`,
    `t9`.`is_look_back`,
    `t9`.`pushed`,
    `t9`.`later`,
    `t9`.`since`,
    CASE
      WHEN (
        `t9`.`pushed` >= 2
      ) OR (
        `t9`.`later` >= 45
      )
      THEN 'hit'
      WHEN NOT (
        (
          `t9`.`pushed` >= 2
        ) OR (
          `t9`.`later` >= 45
        )
      )
      THEN 'clear'
      ELSE 'unknown'
    END AS `answer`,
    `t9`.`pushed` AS `value`,
    `t9`.`since` AS `hit_at`
  FROM (
    SELECT
      `t8`.`deal_id`,
      `t8`.`as_of`,
      `t8`.`opened_at`,
      `t8`.`account_id`,
      `t8`.`owner_id`,
      `t8`.`pipeline`,
      `t8`.`stage`,
      `t8`.`stage_entered_at`,
      `t8`.`amount`,
      `t8`.`size_band`,
      `t8`.`segment`,
      `t8`.`product`,
      `t8`.`channel`,
      `t8`.`history_complete`,
      `t8`.`is_look_back`,
      `t8`.`pushed`,
      `t8`.`later`,
      `t8`.`since`
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
        `t7`.`deal_id` AS `deal_id_right`,
        `t7`.`pushed`,
        `t7`.`later`,
        `t7`.`since`
      FROM `book_deal` AS `t2`
      LEFT OUTER JOIN (
        SELECT
          `t5`.`deal_id`,
          MAX(`t5`.`pushed`) AS `pushed`,
          SUM(`t5`.`days`) AS `later`,
          MIN(
            IF((
              `t5`.`pushed` >= 2
            ) OR (
              `t5`.`later` >= 45
            ), `t5`.`changed_at`, NULL)
          ) AS `since`
        FROM (
          SELECT
            `t4`.`deal_id`,
            `t4`.`row_id`,
            `t4`.`changed_at`,
            `t4`.`sequence`,
            `t4`.`days`,
            SUM(IF(`t4`.`days` > 0, 1, 0)) OVER (
              PARTITION BY `t4`.`deal_id`
              ORDER BY `t4`.`changed_at` ASC NULLS LAST, `t4`.`sequence` ASC NULLS LAST, `t4`.`row_id` ASC NULLS LAST
              ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
            ) AS `pushed`,
            SUM(`t4`.`days`) OVER (
              PARTITION BY `t4`.`deal_id`
              ORDER BY `t4`.`changed_at` ASC NULLS LAST, `t4`.`sequence` ASC NULLS LAST, `t4`.`row_id` ASC NULLS LAST
              ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
            ) AS `later`
          FROM (
            SELECT
              `t3`.`deal_id`,
              `t3`.`row_id`,
              `t3`.`changed_at`,
              `t3`.`sequence`,
              COALESCE(
                DATEDIFF(
                  DAY,
                  MAKE_DATE(1970, 1, 1),
                  CAST(IF(
                    `t3`.`new_value` RLIKE '^[0-9]{4}-[0-9]{2}-[0-9]{2}$',
                    `t3`.`new_value`,
                    CAST(NULL AS STRING)
                  ) AS DATE)
                ) - COALESCE(
                  DATEDIFF(
                    DAY,
                    MAKE_DATE(1970, 1, 1),
                    CAST(IF(
                      `t3`.`old_value` RLIKE '^[0-9]{4}-[0-9]{2}-[0-9]{2}$',
                      `t3`.`old_value`,
                      CAST(NULL AS STRING)
                    ) AS DATE)
                  ),
                  DATEDIFF(
                    DAY,
                    MAKE_DATE(1970, 1, 1),
                    CAST(IF(
                      LAG(`t3`.`new_value`) OVER (
                        PARTITION BY `t3`.`deal_id`
                        ORDER BY `t3`.`changed_at` ASC NULLS LAST, `t3`.`sequence` ASC NULLS LAST, `t3`.`row_id` ASC NULLS LAST
                      ) RLIKE '^[0-9]{4}-[0-9]{2}-[0-9]{2}$',
                      LAG(`t3`.`new_value`) OVER (
                        PARTITION BY `t3`.`deal_id`
                        ORDER BY `t3`.`changed_at` ASC NULLS LAST, `t3`.`sequence` ASC NULLS LAST, `t3`.`row_id` ASC NULLS LAST
                      ),
                      CAST(NULL AS STRING)
                    ) AS DATE)
                  )
                ),
                0
              ) AS `days`
            FROM (
              SELECT
                *
              FROM `book_change` AS `t1`
              WHERE
                `t1`.`field` = 'close_date'
                AND `t1`.`new_value` RLIKE '^[0-9]{4}-[0-9]{2}-[0-9]{2}$'
            ) AS `t3`
          ) AS `t4`
        ) AS `t5`
        GROUP BY
          1
      ) AS `t7`
        ON `t2`.`deal_id` = `t7`.`deal_id`
    ) AS `t8`
  ) AS `t9`
) AS `t10`
