SELECT
  `t7`.`deal_id`,
  `t7`.`answer`,
  IF(`t7`.`answer` <> 'unknown', CAST(`t7`.`value` AS DOUBLE), CAST(NULL AS DOUBLE)) AS `value`,
  IF(`t7`.`answer` = 'hit', `t7`.`hit_at`, CAST(NULL AS BIGINT)) AS `hit_at`
FROM (
  SELECT
    `t6`.`deal_id`,
    `t6`.`as_of`,
    `t6`.`opened_at`,
    `t6`.`account_id`,
    `t6`.`owner_id`,
    `t6`.`pipeline`,
    `t6`.`stage`,
    `t6`.`stage_entered_at`,
    `t6`.`amount`,
    `t6`.`size_band`,
    `t6`.`segment`,
    `t6`.`product`,
    `t6`.`channel`,
    `t6`.`history_complete`,
    `t6`.`is_look_back`,
    `t6`.`won`,
    `t6`.`untold`,
    `t6`.`told_apart`,
    CASE
      WHEN COALESCE(`t6`.`is_look_back`, FALSE) AND (
        `t6`.`won` > 0
      )
      THEN 'hit'
      WHEN COALESCE(`t6`.`is_look_back`, FALSE)
      AND (
        `t6`.`won` = 0
      )
      AND `t6`.`told_apart`
      AND NOT (
        `t6`.`untold`
      )
      THEN 'clear'
      ELSE 'unknown'
    END AS `answer`,
    `t6`.`won` AS `value`,
    `t6`.`as_of` AS `hit_at`
  FROM (
    SELECT
      `t5`.`deal_id`,
      `t5`.`as_of`,
      `t5`.`opened_at`,
      `t5`.`account_id`,
      `t5`.`owner_id`,
      `t5`.`pipeline`,
      `t5`.`stage`,
      `t5`.`stage_entered_at`,
      `t5`.`amount`,
      `t5`.`size_band`,
      `t5`.`segment`,
      `t5`.`product`,
      `t5`.`channel`,
      `t5`.`history_complete`,
      `t5`.`is_look_back`,
      `t5`.`won`,
      `t5`.`untold`,
      `t5`.`told_apart`
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
        `t4`.`deal_id` AS `deal_id_right`,
        `t4`.`won`,
        `t4`.`untold`,
        `t4`.`told_apart`
      FROM `book_deal` AS `t2`
      LEFT OUTER JOIN (
        SELECT
          `t1`.`deal_id`,
          COUNT(DISTINCT IF(`t1`.`part` = 'won_by', `t1`.`competitor_id`, NULL)) AS `won`,
          BOOL_OR(`t1`.`part` = 'unknown') AS `untold`,
          BOOL_OR(`t1`.`part` = 'incumbent') AS `told_apart`
        FROM `book_rival` AS `t1`
        GROUP BY
          1
      ) AS `t4`
        ON `t2`.`deal_id` = `t4`.`deal_id`
    ) AS `t5`
  ) AS `t6`
) AS `t7`
