SELECT
  `t21`.`deal_id`,
  `t21`.`answer`,
  IF(`t21`.`answer` <> 'unknown', `t21`.`value`, CAST(NULL AS DOUBLE)) AS `value`,
  IF(`t21`.`answer` = 'hit', `t21`.`hit_at`, CAST(NULL AS BIGINT)) AS `hit_at`
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
    `t20`.`words`,
    `t20`.`ours`,
    `t20`.`theirs`,
    `t20`.`doubtful`,
    `t20`.`longest`,
    `t20`.`last_at`,
    `t20`.`usual`,
    CASE
      WHEN (
        `t20`.`ours` / (
          `t20`.`ours` + `t20`.`theirs` + `t20`.`doubtful`
        )
      ) > COALESCE(`t20`.`usual`, 0.65)
      THEN 'hit'
      WHEN (
        (
          `t20`.`ours` + `t20`.`doubtful`
        ) / (
          `t20`.`ours` + `t20`.`theirs` + `t20`.`doubtful`
        )
      ) <= COALESCE(`t20`.`usual`, 0.65)
      THEN 'clear'
      ELSE 'unknown'
    END AS `answer`,
    `t20`.`ours` / (
      `t20`.`ours` + `t20`.`theirs`
    ) AS `value`,
    `t20`.`last_at` AS `hit_at`
  FROM (
    SELECT
      `t19`.`deal_id`,
      `t19`.`as_of`,
      `t19`.`opened_at`,
      `t19`.`account_id`,
      `t19`.`owner_id`,
      `t19`.`pipeline`,
      `t19`.`stage`,
      `t19`.`stage_entered_at`,
      `t19`.`amount`,
      `t19`.`size_band`,
      `t19`.`segment`,
      `t19`.`product`,
      `t19`.`channel`,
      `t19`.`history_complete`,
      `t19`.`is_look_back`,
      `t19`.`words`,
      `t19`.`ours`,
      `t19`.`theirs`,
      `t19`.`doubtful`,
      `t19`.`longest`,
      `t19`.`last_at`,
      `t19`.`usual`
    FROM (
      SELECT
        `t18`.`deal_id`,
        `t18`.`as_of`,
        `t18`.`opened_at`,
        `t18`.`account_id`,
        `t18`.`owner_id`,
        `t18`.`pipeline`,
        `t18`.`stage`,
        `t18`.`stage_entered_at`,
        `t18`.`amount`,
        `t18`.`size_band`,
        `t18`.`segment`,
        `t18`.`product`,
        `t18`.`channel`,
        `t18`.`history_complete`,
        `t18`.`is_look_back`,
        `t18`.`words`,
        `t18`.`ours`,
        `t18`.`theirs`,
        `t18`.`doubtful`,
        `t18`.`longest`,
        `t18`.`last_at`,
        `t13`.`deal_id` AS `deal_id_right`,
        `t13`.`usual`
      FROM (
        SELECT
          `t16`.`deal_id`,
          `t16`.`as_of`,
          `t16`.`opened_at`,
          `t16`.`account_id`,
          `t16`.`owner_id`,
          `t16`.`pipeline`,
          `t16`.`stage`,
          `t16`.`stage_entered_at`,
          `t16`.`amount`,
          `t16`.`size_band`,
          `t16`.`segment`,
          `t16`.`product`,
          `t16`.`channel`,
          `t16`.`history_complete`,
          `t16`.`is_look_back`,
          `t16`.`words`,
          `t16`.`ours`,
          `t16`.`theirs`,
          `t16`.`doubtful`,
          `t16`.`longest`,
          `t16`.`last_at`
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
            `t15`.`deal_id` AS `deal_id_right`,
            `t15`.`words`,
            `t15`.`ours`,
            `t15`.`theirs`,
            `t15`.`doubtful`,
            `t15`.`longest`,
            `t15`.`last_at`
          FROM `book_deal` AS `t3`
          LEFT OUTER JOIN (
            SELECT
              *
            FROM (
              SELECT
                `t10`.`deal_id`,
                SUM(`t10`.`words`) AS `words`,
                SUM(`t10`.`ours`) AS `ours`,
                SUM(`t10`.`theirs`) AS `theirs`,
                SUM(`t10`.`doubtful`) AS `doubtful`,
                MAX(`t10`.`longest`) AS `longest`,
                MAX(`t10`.`occurred_at`) AS `last_at`
              FROM (
                SELECT
                  `t2`.`deal_id`,
                  `t2`.`activity_id`,
                  `t2`.`occurred_at`,
                  `t2`.`longest_id`,
                  `t2`.`our_words` + `t2`.`their_words` AS `words`,
                  COALESCE(`t2`.`our_ms`, `t2`.`our_words` * 400) AS `ours`,
                  COALESCE(`t2`.`their_ms`, `t2`.`their_words` * 400) AS `theirs`,
                  `t2`.`unknown_words` * 400 AS `doubtful`,
                  COALESCE(`t2`.`longest_ms`, `t2`.`longest_words` * 400) AS `longest`
                FROM `book_speech` AS `t2`
                WHERE
                  `t2`.`our_words` > 0 AND `t2`.`their_words` > 0
              ) AS `t10`
              GROUP BY
                1
            ) AS `t11`
            WHERE
              `t11`.`words` >= 200
          ) AS `t15`
            ON `t3`.`deal_id` = `t15`.`deal_id`
        ) AS `t16`
      ) AS `t18`
      LEFT OUTER JOIN (
        SELECT
          `t5`.`deal_id`,
          COALESCE(`t9`.`own`, `t8`.`usual`) AS `usual`
        FROM (
          SELECT
            `t0`.`deal_id`,
            `t0`.`as_of`,
            `t0`.`size_band`
          FROM `book_deal` AS `t0`
        ) AS `t5`
        INNER JOIN (
          SELECT
            `t1`.`grp`,
            `t1`.`valid_from`,
            `t1`.`valid_to`,
            `t1`.`p90` AS `usual`
          FROM `book_baseline` AS `t1`
          WHERE
            `t1`.`age_days` = 0 AND `t1`.`grp` = 'all'
        ) AS `t8`
          ON `t5`.`as_of` >= `t8`.`valid_from` AND `t5`.`as_of` < `t8`.`valid_to`
        LEFT OUTER JOIN (
          SELECT
            `t1`.`valid_from`,
            `t1`.`grp` AS `size_band`,
            `t1`.`p90` AS `own`
          FROM `book_baseline` AS `t1`
          WHERE
            `t1`.`age_days` = 0
        ) AS `t9`
          ON `t5`.`size_band` = `t9`.`size_band` AND `t8`.`valid_from` = `t9`.`valid_from`
      ) AS `t13`
        ON `t18`.`deal_id` = `t13`.`deal_id`
    ) AS `t19`
  ) AS `t20`
) AS `t21`
