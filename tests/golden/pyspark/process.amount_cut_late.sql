WITH `t13` AS (
  SELECT
    `t9`.`deal_id`,
    `t9`.`row_id`,
    `t9`.`field`,
    `t9`.`old_value`,
    `t9`.`new_value`,
    `t9`.`changed_at`,
    `t9`.`sequence`,
    `t9`.`amount`,
    `t9`.`old`,
    COALESCE(
      `t9`.`old`,
      LAG(`t9`.`amount`) OVER (
        PARTITION BY `t9`.`deal_id`
        ORDER BY `t9`.`changed_at` ASC NULLS LAST, `t9`.`sequence` ASC NULLS LAST, `t9`.`row_id` ASC NULLS LAST
      )
    ) AS `before`
  FROM (
    SELECT
      *
    FROM (
      SELECT
        `t1`.`deal_id`,
        `t1`.`row_id`,
        `t1`.`field`,
        `t1`.`old_value`,
        `t1`.`new_value`,
        `t1`.`changed_at`,
        `t1`.`sequence`,
        IF(
          CAST(IF(
            `t1`.`new_value` RLIKE '^[0-9]+(\\.[0-9]+)?$',
            `t1`.`new_value`,
            CAST(NULL AS STRING)
          ) AS DOUBLE) > 0,
          CAST(IF(
            `t1`.`new_value` RLIKE '^[0-9]+(\\.[0-9]+)?$',
            `t1`.`new_value`,
            CAST(NULL AS STRING)
          ) AS DOUBLE),
          CAST(NULL AS DOUBLE)
        ) AS `amount`,
        IF(
          CAST(IF(
            `t1`.`old_value` RLIKE '^[0-9]+(\\.[0-9]+)?$',
            `t1`.`old_value`,
            CAST(NULL AS STRING)
          ) AS DOUBLE) > 0,
          CAST(IF(
            `t1`.`old_value` RLIKE '^[0-9]+(\\.[0-9]+)?$',
            `t1`.`old_value`,
            CAST(NULL AS STRING)
          ) AS DOUBLE),
          CAST(NULL AS DOUBLE)
        ) AS `old`
      FROM `book_change` AS `t1`
      WHERE
        `t1`.`field` = 'amount'
    ) AS `t7`
    WHERE
      `t7`.`amount` IS NOT NULL AND NOT ISNAN(`t7`.`amount`)
  ) AS `t9`
)
SELECT
  `t32`.`deal_id`,
  `t32`.`answer`,
  IF(`t32`.`answer` <> 'unknown', `t32`.`value`, CAST(NULL AS DOUBLE)) AS `value`,
  IF(`t32`.`answer` = 'hit', `t32`.`hit_at`, CAST(NULL AS BIGINT)) AS `hit_at`
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
    `t31`.`cut`,
    `t31`.`is_cut`,
    `t31`.`since`,
    `t31`.`is_recorded`,
    `t31`.`is_converted`,
    CASE
      WHEN `t31`.`is_recorded`
      AND (
        `t31`.`opened_at` IS NOT NULL
      )
      AND (
        `t31`.`is_converted` IS NULL
      )
      AND COALESCE(`t31`.`is_cut`, FALSE)
      THEN 'hit'
      WHEN `t31`.`is_recorded`
      AND (
        `t31`.`opened_at` IS NOT NULL
      )
      AND (
        `t31`.`is_converted` IS NULL
      )
      AND NOT (
        COALESCE(`t31`.`is_cut`, FALSE)
      )
      THEN 'clear'
      ELSE 'unknown'
    END AS `answer`,
    GREATEST(COALESCE(`t31`.`cut`, 0.0), 0.0) AS `value`,
    `t31`.`since` AS `hit_at`
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
      `t30`.`cut`,
      `t30`.`is_cut`,
      `t30`.`since`,
      `t30`.`is_recorded`,
      `t30`.`is_converted`
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
        `t29`.`cut`,
        `t29`.`is_cut`,
        `t29`.`since`,
        `t29`.`is_recorded`,
        `t12`.`deal_id` AS `deal_id_right`,
        `t12`.`is_converted`
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
          `t27`.`cut`,
          `t27`.`is_cut`,
          `t27`.`since`,
          `t27`.`is_recorded`
        FROM (
          SELECT
            `t26`.`deal_id`,
            `t26`.`as_of`,
            `t26`.`opened_at`,
            `t26`.`account_id`,
            `t26`.`owner_id`,
            `t26`.`pipeline`,
            `t26`.`stage`,
            `t26`.`stage_entered_at`,
            `t26`.`amount`,
            `t26`.`size_band`,
            `t26`.`segment`,
            `t26`.`product`,
            `t26`.`channel`,
            `t26`.`history_complete`,
            `t26`.`is_look_back`,
            `t26`.`cut`,
            `t26`.`is_cut`,
            `t26`.`since`,
            `t18`.`deal_id` AS `deal_id_right`,
            `t18`.`is_recorded`
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
              `t24`.`cut`,
              `t24`.`is_cut`,
              `t24`.`since`
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
                `t23`.`deal_id` AS `deal_id_right`,
                `t23`.`cut`,
                `t23`.`is_cut`,
                `t23`.`since`
              FROM `book_deal` AS `t2`
              LEFT OUTER JOIN (
                SELECT
                  `t21`.`deal_id`,
                  MAX(1 - (
                    `t21`.`stands` / `t21`.`stood`
                  )) AS `cut`,
                  BOOL_OR(`t21`.`stands` <= (
                    `t21`.`stood` * 0.8
                  )) AS `is_cut`,
                  MIN(IF(`t21`.`amount` <= (
                    `t21`.`stood` * 0.8
                  ), `t21`.`changed_at`, NULL)) AS `since`
                FROM (
                  SELECT
                    `t20`.`deal_id`,
                    `t20`.`row_id`,
                    `t20`.`field`,
                    `t20`.`old_value`,
                    `t20`.`new_value`,
                    `t20`.`changed_at`,
                    `t20`.`sequence`,
                    `t20`.`amount`,
                    `t20`.`old`,
                    `t20`.`before`,
                    `t20`.`as_of`,
                    `t20`.`life`,
                    FIRST(COALESCE(`t20`.`before`, `t20`.`amount`)) IGNORE NULLS OVER (
                      PARTITION BY `t20`.`deal_id`
                      ORDER BY `t20`.`changed_at` ASC NULLS LAST, `t20`.`sequence` ASC NULLS LAST, `t20`.`row_id` ASC NULLS LAST
                      ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
                    ) AS `stood`,
                    LAST(`t20`.`amount`) IGNORE NULLS OVER (
                      PARTITION BY `t20`.`deal_id`
                      ORDER BY `t20`.`changed_at` ASC NULLS LAST, `t20`.`sequence` ASC NULLS LAST, `t20`.`row_id` ASC NULLS LAST
                      ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
                    ) AS `stands`
                  FROM (
                    SELECT
                      *
                    FROM (
                      SELECT
                        `t15`.`deal_id`,
                        `t15`.`row_id`,
                        `t15`.`field`,
                        `t15`.`old_value`,
                        `t15`.`new_value`,
                        `t15`.`changed_at`,
                        `t15`.`sequence`,
                        `t15`.`amount`,
                        `t15`.`old`,
                        `t15`.`before`,
                        `t5`.`as_of`,
                        `t5`.`life`
                      FROM `t13` AS `t15`
                      INNER JOIN (
                        SELECT
                          `t0`.`deal_id`,
                          `t0`.`as_of`,
                          `t0`.`as_of` - `t0`.`opened_at` AS `life`
                        FROM `book_deal` AS `t0`
                      ) AS `t5`
                        ON `t15`.`deal_id` = `t5`.`deal_id`
                    ) AS `t19`
                    WHERE
                      (
                        `t19`.`as_of` - `t19`.`changed_at`
                      ) < (
                        `t19`.`life` * 0.5
                      )
                  ) AS `t20`
                ) AS `t21`
                GROUP BY
                  1
              ) AS `t23`
                ON `t2`.`deal_id` = `t23`.`deal_id`
            ) AS `t24`
          ) AS `t26`
          LEFT OUTER JOIN (
            SELECT
              `t16`.`deal_id`,
              TRUE AS `is_recorded`
            FROM (
              SELECT DISTINCT
                `t14`.`deal_id`
              FROM `t13` AS `t14`
            ) AS `t16`
          ) AS `t18`
            ON `t26`.`deal_id` = `t18`.`deal_id`
        ) AS `t27`
      ) AS `t29`
      LEFT OUTER JOIN (
        SELECT
          `t10`.`deal_id`,
          TRUE AS `is_converted`
        FROM (
          SELECT DISTINCT
            `t8`.`deal_id`
          FROM (
            SELECT
              `t6`.`deal_id`,
              `t6`.`row_id`,
              `t6`.`field`,
              `t6`.`old_value`,
              `t6`.`new_value`,
              `t6`.`changed_at`,
              `t6`.`sequence`,
              `t5`.`as_of`,
              `t5`.`life`
            FROM (
              SELECT
                *
              FROM `book_change` AS `t1`
              WHERE
                `t1`.`field` = 'currency' AND `t1`.`old_value` <> `t1`.`new_value`
            ) AS `t6`
            INNER JOIN (
              SELECT
                `t0`.`deal_id`,
                `t0`.`as_of`,
                `t0`.`as_of` - `t0`.`opened_at` AS `life`
              FROM `book_deal` AS `t0`
            ) AS `t5`
              ON `t6`.`deal_id` = `t5`.`deal_id`
          ) AS `t8`
          WHERE
            (
              `t8`.`as_of` - `t8`.`changed_at`
            ) < (
              `t8`.`life` * 0.5
            )
        ) AS `t10`
      ) AS `t12`
        ON `t29`.`deal_id` = `t12`.`deal_id`
    ) AS `t30`
  ) AS `t31`
) AS `t32`
