using Npgsql;

namespace Synthora.ListBudgets;

/// <summary>Years of use at once: one user with very many videos, and as many of other people around them.</summary>
internal static class Seed
{
    public static IEnumerable<string> Queries(int rows) =>
    [
        "", "?limit=100", $"?limit=20&offset={rows / 2}", $"?limit=20&offset={rows - 20}", "?status=completed", "?status=failed", "?status=cancelled&limit=100",
        "?search=sleep", "?search=sle", "?search=sleep%20better", "?search=sleep&status=failed", "?search=quixotic", "?search=nothinghasthis", "?search=video%20number%2077",
    ];

    public static async Task VideosAsync(NpgsqlDataSource source, Guid userId, int rows)
    {
        await using var connection = await source.OpenConnectionAsync();
        await using (var users = new NpgsqlCommand(
            """
            insert into users (id, email, email_key, email_verified, name, role, is_active, auth_provider, language, timezone, theme, created_at, updated_at)
            select gen_random_uuid(), 'seed' || n || '@example.com', 'seed' || n || '@example.com', true, 'Seed', 'free', true, 'local', 'en', 'UTC', 'dark', now(), now() from generate_series(1, 200) n
            """, connection))
            await users.ExecuteNonQueryAsync();
        await InsertAsync(connection, $"'{userId}'::uuid", rows);
        await InsertAsync(connection, "(select array_agg(id) from users where name = 'Seed')", rows, "others[1 + n % 200]");
        await using var analyze = new NpgsqlCommand("vacuum analyze videos", connection) { CommandTimeout = 600 };
        await analyze.ExecuteNonQueryAsync();
    }

    private static async Task InsertAsync(NpgsqlConnection connection, string others, int rows, string owner = "others")
    {
        await using var insert = new NpgsqlCommand(
            $$"""
            insert into videos (id, user_id, origin, title, has_given_title, status, source, text, template, unattended, brand_asset_ids, files, duration_s, width, height, file_size, quality_passed, created_at, updated_at, completed_at)
            select gen_random_uuid(), {{owner}}, 'generated',
              (array['How to', 'Why we', 'When you', 'Five ways to', 'The truth about', 'What bees'])[1 + n % 6] || ' '
                || (array['sleep better', 'cook rice', 'learn chess', 'save money', 'run faster', 'draw hands', 'read maps', 'grow herbs'])[1 + (n / 6) % 8] || ', video number ' || n
                || case when n % 20000 = 7 then ' quixotic' else '' end,
              false, (array['completed', 'completed', 'completed', 'completed', 'failed', 'cancelled', 'expired'])[1 + n % 7], 'notes',
              repeat('Notes about ' || (array['mornings', 'kitchens', 'openings', 'budgets', 'trails', 'pencils', 'coasts', 'balconies'])[1 + n % 8] || ' and what people say of them. ', 12),
              'viral-hook', false, '{}', 'users/x', 30, 1080, 1920, 9000000, true, now() - n * interval '7 minutes', now(), now()
            from (select {{others}} as others) given, generate_series(1, {{rows}}) n
            """, connection)
        { CommandTimeout = 600 };
        await insert.ExecuteNonQueryAsync();
    }
}
