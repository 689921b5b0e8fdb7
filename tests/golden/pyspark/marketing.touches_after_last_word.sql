WITH `t11` AS (
  SELECT
    *
  FROM (
    SELECT
      *
    FROM `book_event` AS `t2`
    WHERE
      NOT (
        `t2`.`is_automated`
      )
      AND `t2`.`direction` = 'inbound'
      AND `t2`.`kind` IN ('email', 'chat', 'letter', 'call')
      AND NOT (
        `t2`.`status` IN ('planned', 'moved', 'cancelled')
      )
  ) AS `t7`
  UNION ALL
  SELECT
    *
  FROM (
    SELECT
      *
    FROM `book_event` AS `t2`
    WHERE
      NOT (
        `t2`.`is_automated`
      )
      AND `t2`.`kind` IN ('meeting', 'call', 'demo')
      AND `t2`.`status` IN ('held', 'unknown')
      AND `t2`.`direction` <> 'internal'
      AND (
        (
          `t2`.`direction` <> 'inbound'
        ) OR (
          `t2`.`kind` <> 'call'
        )
      )
      AND (
        (
          `t2`.`buyers` > 0
        ) OR (
          `t2`.`unnamed` > 0
        ) OR (
          `t2`.`kind` <> 'call'
        )
      )
  ) AS `t9`
), `t19` AS (
  SELECT
    `t18`.`deal_id`,
    `t18`.`spoke_at`,
    `t15`.`deal_id` AS `deal_id_right`,
    `t15`.`answered_at`
  FROM (
    SELECT
      `t14`.`deal_id`,
      MAX(`t14`.`occurred_at`) AS `spoke_at`
    FROM `t11` AS `t14`
    GROUP BY
      1
  ) AS `t18`
  LEFT OUTER JOIN (
    SELECT
      `t6`.`deal_id`,
      MAX(`t6`.`occurred_at`) AS `answered_at`
    FROM (
      SELECT
        *
      FROM `book_touch` AS `t0`
      WHERE
        `t0`.`occurred_at` IS NOT NULL
        AND (
          COALESCE(`t0`.`responded`, FALSE)
          OR `t0`.`kind` IN (
            'clicked',
            'forwarded',
            'printed',
            'registered',
            'attended',
            'submitted',
            'responded',
            'replied'
          )
        )
    ) AS `t6`
    GROUP BY
      1
  ) AS `t15`
    ON `t18`.`deal_id` = `t15`.`deal_id`
), `t26` AS (
  SELECT
    *
  FROM (
    SELECT
      `t8`.`deal_id`,
      `t8`.`row_id`,
      `t8`.`campaign_id`,
      `t8`.`person_id`,
      `t8`.`kind`,
      `t8`.`responded`,
      `t8`.`occurred_at`,
      `t24`.`sign_at`
    FROM (
      SELECT
        *
      FROM `book_touch` AS `t0`
      WHERE
        `t0`.`occurred_at` IS NOT NULL
        AND NOT (
          COALESCE(`t0`.`responded`, FALSE)
        )
        AND NOT (
          `t0`.`kind` IN (
            'clicked',
            'forwarded',
            'printed',
            'registered',
            'attended',
            'submitted',
            'responded',
            'replied',
            'bounced',
            'dropped',
            'deferred',
            'suppressed',
            'failed',
            'opened',
            'statuschange',
            'unsubscribed',
            'spamreport',
            'unbounce'
          )
        )
    ) AS `t8`
    INNER JOIN (
      SELECT
        `t20`.`deal_id`,
        GREATEST(`t20`.`spoke_at`, COALESCE(`t20`.`answered_at`, `t20`.`spoke_at`)) AS `sign_at`
      FROM `t19` AS `t20`
    ) AS `t24`
      ON `t8`.`deal_id` = `t24`.`deal_id`
  ) AS `t25`
  WHERE
    `t25`.`occurred_at` > (
      `t25`.`sign_at` + 1814400
    )
)
SELECT
  `t55`.`deal_id`,
  `t55`.`answer`,
  IF(`t55`.`answer` <> 'unknown', CAST(`t55`.`value` AS DOUBLE), CAST(NULL AS DOUBLE)) AS `value`,
  IF(`t55`.`answer` = 'hit', `t55`.`hit_at`, CAST(NULL AS BIGINT)) AS `hit_at`
FROM (
  SELECT
    `t54`.`deal_id`,
    `t54`.`as_of`,
    `t54`.`opened_at`,
    `t54`.`account_id`,
    `t54`.`owner_id`,
    `t54`.`pipeline`,
    `t54`.`stage`,
    `t54`.`stage_entered_at`,
    `t54`.`amount`,
    `t54`.`size_band`,
    `t54`.`segment`,
    `t54`.`product`,
    `t54`.`channel`,
    `t54`.`history_complete`,
    `t54`.`is_look_back`,
    `t54`.`spoke_at`,
    `t54`.`has_rhythm`,
    `t54`.`silent_at`,
    `t54`.`late`,
    `t54`.`enough_at`,
    `t54`.`has_touches`,
    CASE
      WHEN `t54`.`has_touches`
      AND (
        `t54`.`silent_at` IS NOT NULL
      )
      AND NOT (
        COALESCE(`t54`.`is_look_back`, FALSE)
      )
      AND `t54`.`has_rhythm`
      AND (
        COALESCE(`t54`.`late`, 0) >= 2
      )
      THEN 'hit'
      WHEN `t54`.`has_touches`
      AND (
        `t54`.`silent_at` IS NOT NULL
      )
      AND NOT (
        COALESCE(`t54`.`is_look_back`, FALSE)
      )
      AND (
        COALESCE(`t54`.`late`, 0) < 2
      )
      THEN 'clear'
      ELSE 'unknown'
    END AS `answer`,
    COALESCE(`t54`.`late`, 0) AS `value`,
    `t54`.`enough_at` AS `hit_at`
  FROM (
    SELECT
      `t53`.`deal_id`,
      `t53`.`as_of`,
      `t53`.`opened_at`,
      `t53`.`account_id`,
      `t53`.`owner_id`,
      `t53`.`pipeline`,
      `t53`.`stage`,
      `t53`.`stage_entered_at`,
      `t53`.`amount`,
      `t53`.`size_band`,
      `t53`.`segment`,
      `t53`.`product`,
      `t53`.`channel`,
      `t53`.`history_complete`,
      `t53`.`is_look_back`,
      `t53`.`spoke_at`,
      `t53`.`has_rhythm`,
      `t53`.`silent_at`,
      `t53`.`late`,
      `t53`.`enough_at`,
      `t53`.`has_touches`
    FROM (
      SELECT
        `t52`.`deal_id`,
        `t52`.`as_of`,
        `t52`.`opened_at`,
        `t52`.`account_id`,
        `t52`.`owner_id`,
        `t52`.`pipeline`,
        `t52`.`stage`,
        `t52`.`stage_entered_at`,
        `t52`.`amount`,
        `t52`.`size_band`,
        `t52`.`segment`,
        `t52`.`product`,
        `t52`.`channel`,
        `t52`.`history_complete`,
        `t52`.`is_look_back`,
        `t52`.`spoke_at`,
        `t52`.`has_rhythm`,
        `t52`.`silent_at`,
        `t52`.`late`,
        `t52`.`enough_at`,
        `t12`.`deal_id` AS `deal_id_right`,
        `t12`.`has_touches`
      FROM (
        SELECT
          `t50`.`deal_id`,
          `t50`.`as_of`,
          `t50`.`opened_at`,
          `t50`.`account_id`,
          `t50`.`owner_id`,
          `t50`.`pipeline`,
          `t50`.`stage`,
          `t50`.`stage_entered_at`,
          `t50`.`amount`,
          `t50`.`size_band`,
          `t50`.`segment`,
          `t50`.`product`,
          `t50`.`channel`,
          `t50`.`history_complete`,
          `t50`.`is_look_back`,
          `t50`.`spoke_at`,
          `t50`.`has_rhythm`,
          `t50`.`silent_at`,
          `t50`.`late`,
          `t50`.`enough_at`
        FROM (
          SELECT
            `t44`.`deal_id`,
            `t44`.`as_of`,
            `t44`.`opened_at`,
            `t44`.`account_id`,
            `t44`.`owner_id`,
            `t44`.`pipeline`,
            `t44`.`stage`,
            `t44`.`stage_entered_at`,
            `t44`.`amount`,
            `t44`.`size_band`,
            `t44`.`segment`,
            `t44`.`product`,
            `t44`.`channel`,
            `t44`.`history_complete`,
            `t44`.`is_look_back`,
            `t44`.`spoke_at`,
            `t44`.`has_rhythm`,
            `t44`.`silent_at`,
            `t49`.`deal_id` AS `deal_id_right`,
            `t49`.`late`,
            `t49`.`enough_at`
          FROM (
            SELECT
              `t41`.`deal_id`,
              `t41`.`as_of`,
              `t41`.`opened_at`,
              `t41`.`account_id`,
              `t41`.`owner_id`,
              `t41`.`pipeline`,
              `t41`.`stage`,
              `t41`.`stage_entered_at`,
              `t41`.`amount`,
              `t41`.`size_band`,
              `t41`.`segment`,
              `t41`.`product`,
              `t41`.`channel`,
              `t41`.`history_complete`,
              `t41`.`is_look_back`,
              `t41`.`spoke_at`,
              `t41`.`has_rhythm`,
              `t41`.`silent_at`
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
                `t39`.`deal_id` AS `deal_id_right`,
                `t39`.`spoke_at`,
                `t39`.`has_rhythm`,
                `t39`.`silent_at`
              FROM `book_deal` AS `t3`
              LEFT OUTER JOIN (
                SELECT
                  `t36`.`deal_id`,
                  `t36`.`spoke_at`,
                  `t36`.`days` >= 3 AS `has_rhythm`,
                  `t36`.`sign_at` + GREATEST(
                    1814400,
                    CAST(CEIL(COALESCE(IF(`t36`.`days` >= 3, `t36`.`usual_gap`, 0.0), 0.0) * 5.0 * 86400) AS BIGINT)
                  ) AS `silent_at`
                FROM (
                  SELECT
                    `t35`.`deal_id`,
                    `t35`.`spoke_at`,
                    `t35`.`answered_at`,
                    `t35`.`sign_at`,
                    `t35`.`days`,
                    `t35`.`usual_gap`
                  FROM (
                    SELECT
                      `t23`.`deal_id`,
                      `t23`.`spoke_at`,
                      `t23`.`answered_at`,
                      `t23`.`sign_at`,
                      `t34`.`deal_id` AS `deal_id_right`,
                      `t34`.`days`,
                      `t34`.`usual_gap`
                    FROM (
                      SELECT
                        `t20`.`deal_id`,
                        `t20`.`spoke_at`,
                        `t20`.`answered_at`,
                        GREATEST(`t20`.`spoke_at`, COALESCE(`t20`.`answered_at`, `t20`.`spoke_at`)) AS `sign_at`
                      FROM `t19` AS `t20`
                    ) AS `t23`
                    LEFT OUTER JOIN (
                      SELECT
                        `t32`.`deal_id`,
                        COUNT(*) AS `days`,
                        PERCENTILE(`t32`.`gap`, 0.5) AS `usual_gap`
                      FROM (
                        SELECT
                          `t31`.`deal_id`,
                          `t31`.`day` - LAG(`t31`.`day`) OVER (PARTITION BY `t31`.`deal_id` ORDER BY `t31`.`day` ASC NULLS LAST) AS `gap`
                        FROM (
                          SELECT DISTINCT
                            *
                          FROM (
                            SELECT
                              `t16`.`deal_id`,
                              CAST(FLOOR((
                                `t16`.`occurred_at`
                              ) / (
                                86400
                              )) AS BIGINT) AS `day`
                            FROM `t11` AS `t16`
                            LEFT SEMI JOIN `t26` AS `t29`
                              ON `t16`.`deal_id` = `t29`.`deal_id`
                          ) AS `t30`
                        ) AS `t31`
                      ) AS `t32`
                      GROUP BY
                        1
                    ) AS `t34`
                      ON `t23`.`deal_id` = `t34`.`deal_id`
                  ) AS `t35`
                ) AS `t36`
              ) AS `t39`
                ON `t3`.`deal_id` = `t39`.`deal_id`
            ) AS `t41`
          ) AS `t44`
          LEFT OUTER JOIN (
            SELECT
              `t47`.`deal_id`,
              COUNT(*) AS `late`,
              MIN(IF(`t47`.`place` = 1, `t47`.`occurred_at`, NULL)) AS `enough_at`
            FROM (
              SELECT
                `t46`.`deal_id`,
                `t46`.`campaign_id`,
                `t46`.`FloorDivide(occurred_at, 86400)`,
                `t46`.`occurred_at`,
                ROW_NUMBER() OVER (
                  PARTITION BY `t46`.`deal_id`
                  ORDER BY `t46`.`occurred_at` ASC NULLS LAST, `t46`.`campaign_id` ASC NULLS LAST
                ) - 1 AS `place`
              FROM (
                SELECT
                  `t45`.`deal_id`,
                  `t45`.`campaign_id`,
                  CAST(FLOOR((
                    `t45`.`occurred_at`
                  ) / (
                    86400
                  )) AS BIGINT) AS `FloorDivide(occurred_at, 86400)`,
                  MIN(`t45`.`occurred_at`) AS `occurred_at`
                FROM (
                  SELECT
                    *
                  FROM (
                    SELECT
                      `t28`.`deal_id`,
                      `t28`.`row_id`,
                      `t28`.`campaign_id`,
                      `t28`.`person_id`,
                      `t28`.`kind`,
                      `t28`.`responded`,
                      `t28`.`occurred_at`,
                      `t28`.`sign_at`,
                      `t40`.`silent_at`
                    FROM `t26` AS `t28`
                    INNER JOIN (
                      SELECT
                        `t36`.`deal_id`,
                        `t36`.`sign_at` + GREATEST(
                          1814400,
                          CAST(CEIL(COALESCE(IF(`t36`.`days` >= 3, `t36`.`usual_gap`, 0.0), 0.0) * 5.0 * 86400) AS BIGINT)
                        ) AS `silent_at`
                      FROM (
                        SELECT
                          `t35`.`deal_id`,
                          `t35`.`spoke_at`,
                          `t35`.`answered_at`,
                          `t35`.`sign_at`,
                          `t35`.`days`,
                          `t35`.`usual_gap`
                        FROM (
                          SELECT
                            `t23`.`deal_id`,
                            `t23`.`spoke_at`,
                            `t23`.`answered_at`,
                            `t23`.`sign_at`,
                            `t34`.`deal_id` AS `deal_id_right`,
                            `t34`.`days`,
                            `t34`.`usual_gap`
                          FROM (
                            SELECT
                              `t20`.`deal_id`,
                              `t20`.`spoke_at`,
                              `t20`.`answered_at`,
                              GREATEST(`t20`.`spoke_at`, COALESCE(`t20`.`answered_at`, `t20`.`spoke_at`)) AS `sign_at`
                            FROM `t19` AS `t20`
                          ) AS `t23`
                          LEFT OUTER JOIN (
                            SELECT
                              `t32`.`deal_id`,
                              COUNT(*) AS `days`,
                              PERCENTILE(`t32`.`gap`, 0.5) AS `usual_gap`
                            FROM (
                              SELECT
                                `t31`.`deal_id`,
                                `t31`.`day` - LAG(`t31`.`day`) OVER (PARTITION BY `t31`.`deal_id` ORDER BY `t31`.`day` ASC NULLS LAST) AS `gap`
                              FROM (
                                SELECT DISTINCT
                                  *
                                FROM (
                                  SELECT
                                    `t16`.`deal_id`,
                                    CAST(FLOOR((
                                      `t16`.`occurred_at`
                                    ) / (
                                      86400
                                    )) AS BIGINT) AS `day`
                                  FROM `t11` AS `t16`
                                  LEFT SEMI JOIN `t26` AS `t29`
                                    ON `t16`.`deal_id` = `t29`.`deal_id`
                                ) AS `t30`
                              ) AS `t31`
                            ) AS `t32`
                            GROUP BY
                              1
                          ) AS `t34`
                            ON `t23`.`deal_id` = `t34`.`deal_id`
                        ) AS `t35`
                      ) AS `t36`
                    ) AS `t40`
                      ON `t28`.`deal_id` = `t40`.`deal_id`
                  ) AS `t42`
                  WHERE
                    `t42`.`occurred_at` > `t42`.`silent_at`
                ) AS `t45`
                GROUP BY
                  1,
                  2,
                  3
              ) AS `t46`
            ) AS `t47`
            GROUP BY
              1
          ) AS `t49`
            ON `t44`.`deal_id` = `t49`.`deal_id`
        ) AS `t50`
      ) AS `t52`
      LEFT OUTER JOIN (
        SELECT
          `t4`.`deal_id`,
          TRUE AS `has_touches`
        FROM (
          SELECT DISTINCT
            `t0`.`deal_id`
          FROM `book_touch` AS `t0`
          WHERE
            `t0`.`occurred_at` IS NOT NULL
            AND NOT (
              COALESCE(`t0`.`responded`, FALSE)
            )
            AND NOT (
              `t0`.`kind` IN (
                'clicked',
                'forwarded',
                'printed',
                'registered',
                'attended',
                'submitted',
                'responded',
                'replied',
                'bounced',
                'dropped',
                'deferred',
                'suppressed',
                'failed',
                'opened',
                'statuschange',
                'unsubscribed',
                'spamreport',
                'unbounce'
              )
            )
        ) AS `t4`
      ) AS `t12`
        ON `t52`.`deal_id` = `t12`.`deal_id`
    ) AS `t53`
  ) AS `t54`
) AS `t55`
