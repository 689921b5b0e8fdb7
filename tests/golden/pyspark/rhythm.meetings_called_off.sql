SELECT
  `t18`.`deal_id`,
  `t18`.`answer`,
  IF(`t18`.`answer` <> 'unknown', `t18`.`value`, CAST(NULL AS DOUBLE)) AS `value`,
  IF(`t18`.`answer` = 'hit', `t18`.`hit_at`, CAST(NULL AS BIGINT)) AS `hit_at`
FROM (
  SELECT
    `t17`.`deal_id`,
    `t17`.`as_of`,
    `t17`.`opened_at`,
    `t17`.`account_id`,
    `t17`.`owner_id`,
    `t17`.`pipeline`,
    `t17`.`stage`,
    `t17`.`stage_entered_at`,
    `t17`.`amount`,
    `t17`.`size_band`,
    `t17`.`segment`,
    `t17`.`product`,
    `t17`.`channel`,
    `t17`.`history_complete`,
    `t17`.`is_look_back`,
    `t17`.`arranged`,
    `t17`.`off`,
    `t17`.`unreported`,
    `t17`.`reported`,
    `t17`.`latest_at`,
    `t17`.`usual`,
    CASE
      WHEN (
        `t17`.`reported` > 0
      )
      AND (
        `t17`.`off` >= 2
      )
      AND (
        (
          `t17`.`off` / `t17`.`arranged`
        ) > `t17`.`usual`
      )
      THEN 'hit'
      WHEN (
        `t17`.`reported` > 0
      )
      AND NOT (
        (
          (
            `t17`.`off` + `t17`.`unreported`
          ) >= 2
        )
        AND (
          (
            (
              `t17`.`off` + `t17`.`unreported`
            ) / `t17`.`arranged`
          ) > `t17`.`usual`
        )
      )
      THEN 'clear'
      ELSE 'unknown'
    END AS `answer`,
    `t17`.`off` / `t17`.`arranged` AS `value`,
    `t17`.`latest_at` AS `hit_at`
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
      `t16`.`arranged`,
      `t16`.`off`,
      `t16`.`unreported`,
      `t16`.`reported`,
      `t16`.`latest_at`,
      `t16`.`usual`
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
        `t15`.`arranged`,
        `t15`.`off`,
        `t15`.`unreported`,
        `t15`.`reported`,
        `t15`.`latest_at`,
        `t10`.`deal_id` AS `deal_id_right`,
        `t10`.`usual`
      FROM (
        SELECT
          `t13`.`deal_id`,
          `t13`.`as_of`,
          `t13`.`opened_at`,
          `t13`.`account_id`,
          `t13`.`owner_id`,
          `t13`.`pipeline`,
          `t13`.`stage`,
          `t13`.`stage_entered_at`,
          `t13`.`amount`,
          `t13`.`size_band`,
          `t13`.`segment`,
          `t13`.`product`,
          `t13`.`channel`,
          `t13`.`history_complete`,
          `t13`.`is_look_back`,
          `t13`.`arranged`,
          `t13`.`off`,
          `t13`.`unreported`,
          `t13`.`reported`,
          `t13`.`latest_at`
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
            `t12`.`deal_id` AS `deal_id_right`,
            `t12`.`arranged`,
            `t12`.`off`,
            `t12`.`unreported`,
            `t12`.`reported`,
            `t12`.`latest_at`
          FROM `book_deal` AS `t3`
          LEFT OUTER JOIN (
            SELECT
              `t8`.`deal_id`,
              COUNT(*) AS `arranged`,
              SUM(`t8`.`is_off`) AS `off`,
              SUM(`t8`.`is_unreported`) AS `unreported`,
              SUM(`t8`.`is_reported`) AS `reported`,
              MAX(IF(`t8`.`is_off` = 1, `t8`.`occurred_at`, NULL)) AS `latest_at`
            FROM (
              SELECT
                `t2`.`deal_id`,
                `t2`.`activity_id`,
                `t2`.`occurred_at`,
                `t2`.`kind`,
                `t2`.`direction`,
                `t2`.`status`,
                `t2`.`is_automated`,
                `t2`.`buyers`,
                `t2`.`unnamed`,
                `t2`.`top_rank`,
                `t2`.`owner_id`,
                `t2`.`has_attachment`,
                `t2`.`has_body`,
                IF(`t2`.`status` IN ('cancelled', 'moved', 'missed'), 1, 0) AS `is_off`,
                IF(`t2`.`status` = 'planned', 1, 0) AS `is_unreported`,
                IF(NOT (
                  `t2`.`status` IN ('planned', 'unknown')
                ), 1, 0) AS `is_reported`
              FROM `book_event` AS `t2`
              WHERE
                `t2`.`kind` IN ('meeting', 'call', 'demo')
                AND `t2`.`direction` <> 'internal'
                AND (
                  (
                    `t2`.`kind` <> 'call'
                  ) OR (
                    `t2`.`status` <> 'missed'
                  )
                )
            ) AS `t8`
            GROUP BY
              1
          ) AS `t12`
            ON `t3`.`deal_id` = `t12`.`deal_id`
        ) AS `t13`
      ) AS `t15`
      LEFT OUTER JOIN (
        SELECT
          `t5`.`deal_id`,
          `t7`.`usual`
        FROM (
          SELECT
            `t0`.`deal_id`,
            `t0`.`as_of`
          FROM `book_deal` AS `t0`
        ) AS `t5`
        INNER JOIN (
          SELECT
            `t1`.`valid_from`,
            `t1`.`valid_to`,
            `t1`.`p90` AS `usual`
          FROM `book_baseline` AS `t1`
          WHERE
            `t1`.`grp` = 'all' AND `t1`.`age_days` = 0
        ) AS `t7`
          ON `t5`.`as_of` >= `t7`.`valid_from` AND `t5`.`as_of` < `t7`.`valid_to`
      ) AS `t10`
        ON `t15`.`deal_id` = `t10`.`deal_id`
    ) AS `t16`
  ) AS `t17`
) AS `t18`
