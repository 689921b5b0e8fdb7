SELECT
  `t6`.`deal_id`,
  `t6`.`answer`,
  IF(`t6`.`answer` <> 'unknown', CAST(`t6`.`value` AS DOUBLE), CAST(NULL AS DOUBLE)) AS `value`,
  IF(`t6`.`answer` = 'hit', `t6`.`hit_at`, CAST(NULL AS BIGINT)) AS `hit_at`
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
    `t5`.`words`,
    `t5`.`days`,
    `t5`.`log_bf`,
    `t5`.`p_turn`,
    `t5`.`turn_at`,
    `t5`.`low_at`,
    `t5`.`high_at`,
    `t5`.`rate_before`,
    `t5`.`rate_after`,
    CASE
      WHEN (
        `t5`.`words` >= 8
      )
      AND (
        `t5`.`days` >= 42
      )
      AND (
        `t5`.`log_bf` IS NOT NULL AND NOT ISNAN(`t5`.`log_bf`)
      )
      AND (
        (
          `t5`.`log_bf` >= 1.3862943611198906
        ) AND (
          `t5`.`p_turn` > 0.5
        )
      )
      THEN 'hit'
      WHEN (
        `t5`.`words` >= 8
      )
      AND (
        `t5`.`days` >= 42
      )
      AND (
        `t5`.`log_bf` IS NOT NULL AND NOT ISNAN(`t5`.`log_bf`)
      )
      AND NOT (
        (
          `t5`.`log_bf` >= 1.3862943611198906
        ) AND (
          `t5`.`p_turn` > 0.5
        )
      )
      THEN 'clear'
      ELSE 'unknown'
    END AS `answer`,
    CAST(FLOOR((
      (
        `t5`.`high_at` + 1
      ) - `t5`.`low_at`
    ) / (
      86400
    )) AS BIGINT) - 1 AS `value`,
    `t5`.`high_at` AS `hit_at`
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
      `t4`.`words`,
      `t4`.`days`,
      `t4`.`log_bf`,
      `t4`.`p_turn`,
      `t4`.`turn_at`,
      `t4`.`low_at`,
      `t4`.`high_at`,
      `t4`.`rate_before`,
      `t4`.`rate_after`
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
        `t3`.`deal_id` AS `deal_id_right`,
        `t3`.`words`,
        `t3`.`days`,
        `t3`.`log_bf`,
        `t3`.`p_turn`,
        `t3`.`turn_at`,
        `t3`.`low_at`,
        `t3`.`high_at`,
        `t3`.`rate_before`,
        `t3`.`rate_after`
      FROM `book_deal` AS `t2`
      LEFT OUTER JOIN `book_turn` AS `t3`
        ON `t2`.`deal_id` = `t3`.`deal_id`
    ) AS `t4`
  ) AS `t5`
) AS `t6`
