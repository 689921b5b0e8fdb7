SELECT
  `t31`.`deal_id`,
  `t31`.`answer`,
  IF(`t31`.`answer` <> 'unknown', CAST(`t31`.`value` AS DOUBLE), CAST(NULL AS DOUBLE)) AS `value`,
  IF(`t31`.`answer` = 'hit', `t31`.`hit_at`, CAST(NULL AS BIGINT)) AS `hit_at`
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
    `t30`.`arrived`,
    `t30`.`reached_at`,
    `t30`.`somebody`,
    `t30`.`touches`,
    `t30`.`is_known`,
    `t30`.`usual`,
    CASE
      WHEN `t30`.`is_known`
      AND (
        `t30`.`touches` = 0
      )
      AND (
        `t30`.`as_of` > (
          `t30`.`opened_at` + CAST(CEIL(`t30`.`usual` * 86400) AS BIGINT)
        )
      )
      THEN 'hit'
      WHEN `t30`.`touches` > 0
      THEN 'clear'
      ELSE 'unknown'
    END AS `answer`,
    `t30`.`touches` AS `value`,
    `t30`.`opened_at` + CAST(CEIL(`t30`.`usual` * 86400) AS BIGINT) AS `hit_at`
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
      `t29`.`arrived`,
      `t29`.`reached_at`,
      `t29`.`somebody`,
      `t29`.`touches`,
      `t29`.`is_known`,
      `t29`.`usual`
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
        `t28`.`arrived`,
        `t28`.`reached_at`,
        `t28`.`somebody`,
        `t28`.`touches`,
        `t28`.`is_known`,
        `t21`.`deal_id` AS `deal_id_right`,
        `t21`.`usual`
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
          `t26`.`arrived`,
          `t26`.`reached_at`,
          `t26`.`somebody`,
          COALESCE(`t26`.`arrived`, 0) AS `touches`,
          COALESCE(`t26`.`somebody`, FALSE) AS `is_known`
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
            `t25`.`arrived`,
            `t25`.`reached_at`,
            `t25`.`somebody`
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
              `t24`.`arrived`,
              `t24`.`reached_at`,
              `t17`.`deal_id` AS `deal_id_right`,
              `t17`.`somebody`
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
                `t22`.`arrived`,
                `t22`.`reached_at`
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
                  `t20`.`deal_id` AS `deal_id_right`,
                  `t20`.`arrived`,
                  `t20`.`reached_at`
                FROM `book_deal` AS `t5`
                LEFT OUTER JOIN (
                  SELECT
                    `t15`.`deal_id`,
                    COUNT(*) AS `arrived`,
                    MIN(`t15`.`occurred_at`) AS `reached_at`
                  FROM (
                    SELECT
                      *
                    FROM `book_touch` AS `t4`
                    WHERE
                      NOT (
                        `t4`.`kind` IN ('bounced', 'dropped', 'deferred', 'suppressed', 'failed')
                      )
                  ) AS `t15`
                  GROUP BY
                    1
                ) AS `t20`
                  ON `t5`.`deal_id` = `t20`.`deal_id`
              ) AS `t22`
            ) AS `t24`
            LEFT OUTER JOIN (
              SELECT
                `t12`.`deal_id`,
                TRUE AS `somebody`
              FROM (
                SELECT
                  *
                FROM (
                  SELECT
                    `t2`.`deal_id`
                  FROM `book_presence` AS `t2`
                ) AS `t7`
                UNION
                SELECT
                  *
                FROM (
                  SELECT
                    `t3`.`deal_id`
                  FROM `book_member` AS `t3`
                ) AS `t8`
              ) AS `t12`
            ) AS `t17`
              ON `t24`.`deal_id` = `t17`.`deal_id`
          ) AS `t25`
        ) AS `t26`
      ) AS `t28`
      LEFT OUTER JOIN (
        SELECT
          `t9`.`deal_id`,
          COALESCE(`t14`.`own`, `t13`.`usual`) AS `usual`
        FROM (
          SELECT
            `t0`.`deal_id`,
            `t0`.`as_of`,
            `t0`.`size_band`
          FROM `book_deal` AS `t0`
        ) AS `t9`
        INNER JOIN (
          SELECT
            `t1`.`grp`,
            `t1`.`valid_from`,
            `t1`.`valid_to`,
            `t1`.`p50` AS `usual`
          FROM `book_baseline` AS `t1`
          WHERE
            `t1`.`age_days` = 0 AND `t1`.`grp` = 'all'
        ) AS `t13`
          ON `t9`.`as_of` >= `t13`.`valid_from` AND `t9`.`as_of` < `t13`.`valid_to`
        LEFT OUTER JOIN (
          SELECT
            `t1`.`valid_from`,
            `t1`.`grp` AS `size_band`,
            `t1`.`p50` AS `own`
          FROM `book_baseline` AS `t1`
          WHERE
            `t1`.`age_days` = 0
        ) AS `t14`
          ON `t9`.`size_band` = `t14`.`size_band` AND `t13`.`valid_from` = `t14`.`valid_from`
      ) AS `t21`
        ON `t28`.`deal_id` = `t21`.`deal_id`
    ) AS `t29`
  ) AS `t30`
) AS `t31`
