using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Synthora.Data;
using Synthora.Features;
using Synthora.Features.Accounts;
using Synthora.Features.Accounts.Links;
using Synthora.Features.Accounts.Tokens;
using Synthora.Features.Admin.Users;
using Synthora.Features.OwnData.Exporting;
using Synthora.Features.OwnData.Importing;
using Synthora.Jobs;
using Synthora.Security;

namespace Synthora.EndToEndTests;

/// <summary>What a year with accounts leaves: sessions on devices, tokens, users of every kind, and a trail of changes.</summary>
internal sealed record AccountTraces(Guid OwnerId, Guid UserId, string ResetToken, string VerifyToken, Guid ImportId)
{
    private static readonly string[] Agents =
    [
        "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1",
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0", "python-httpx/0.28.1",
    ];

    public static async Task<AccountTraces> LeaveAsync(IServiceProvider services, string owner, string newcomer)
    {
        var now = services.GetRequiredService<TimeProvider>().GetUtcNow();
        await using var db = services.GetRequiredService<Database>().OpenForSystem();
        var (ada, grace) = (await db.Users.SingleAsync(user => user.EmailKey == owner), await db.Users.SingleAsync(user => user.EmailKey == newcomer));
        ada.EmailVerified = true;
        foreach (var (index, agent) in Agents.Index())
        {
            db.Sessions.Add(new()
            {
                UserId = ada.Id, Kind = index == 2 ? SessionKind.Api : SessionKind.Browser, Agent = agent, Address = $"203.0.113.{index + 7}", CreatedAt = now.AddDays(-index - 1), SeenAt = now.AddHours(-index - 2),
                ExpiresAt = now.AddDays(20),
            });
        }

        foreach (var (name, scope, days) in ((string, TokenScope, int?)[])[("Nightly upload script on the studio's old laptop, which nobody dares to switch off", TokenScope.Write, 60), ("Zapier", TokenScope.Read, null), ("Backup", TokenScope.Admin, -3)])
        {
            db.PersonalTokens.Add(new()
            {
                UserId = ada.Id, Name = name, Scope = scope, Hash = Secrets.Hash(name), Last4 = "9f3a", CreatedAt = now.AddDays(-40), ExpiresAt = days is { } left ? now.AddDays(left) : null,
                LastUsedAt = scope == TokenScope.Read ? null : now.AddHours(-5),
            });
        }

        foreach (var (index, name) in ((string[])["Katherine Johnson", "Alan Turing", "Margaret Hamilton", "Grace Brewster Murray Hopper, who found the first real bug", "Edsger Dijkstra"]).Index())
        {
            db.Users.Add(new()
            {
                Email = $"person{index}@a-rather-long-domain-name.example.com", EmailKey = $"person{index}@a-rather-long-domain-name.example.com", Name = name, Role = index % 2 == 0 ? Role.Premium : Role.Free,
                IsActive = index != 3, EmailVerified = index != 1, LastLoginAt = index == 4 ? null : now.AddDays(-index), CreatedAt = now.AddDays(-index * 3), UpdatedAt = now,
            });
        }

        var (reset, verify) = (Secrets.New(), Secrets.New());
        foreach (var (secret, purpose) in ((string, LinkPurpose)[])[(reset, LinkPurpose.ResetPassword), (verify, LinkPurpose.VerifyEmail)])
            db.MailedLinks.Add(new() { Hash = Secrets.Hash(secret), UserId = grace.Id, Purpose = purpose, EmailKey = grace.EmailKey, CreatedAt = now.AddHours(-2), ExpiresAt = now.AddDays(1) });
        await db.SaveChangesAsync();
        using var scoped = services.CreateScope();
        var (change, admin) = (scoped.ServiceProvider.GetRequiredService<ChangeUser>(), new Caller(ada.Id, Role.Admin));
        await change.SetRoleAsync(admin, grace.Id, new() { Role = Role.Premium }, CancellationToken.None);
        await change.SetRoleAsync(admin, grace.Id, new() { Role = Role.Free }, CancellationToken.None);
        await change.SetLimitsAsync(admin, grace.Id, new() { VideosPerDay = 5, StorageBytes = 3L << 30 }, CancellationToken.None);
        await ExportAsync(db, ada.Id, grace.Id, now);
        return new(ada.Id, grace.Id, reset, verify, await ImportAsync(db, ada.Id, grace.Id, now));
    }

    /// <summary>An export that is ready, and one that is being prepared.</summary>
    private static async Task ExportAsync(AppDbContext db, Guid done, Guid underWay, DateTimeOffset now)
    {
        var ready = new DataExport { UserId = done, IncludesMedia = true, State = ExportState.Ready, File = "1.zip", Size = 19_482_331_904, CreatedAt = now.AddHours(-2), CompletedAt = now.AddHours(-1), ExpiresAt = now.AddHours(23) };
        var preparing = new DataExport { UserId = underWay, IncludesMedia = true, CreatedAt = now };
        db.AddRange(ready, preparing, new Job { Id = preparing.Id, UserId = underWay, Type = DataExporting.JobType, Lane = Lane.Light, Status = JobStatus.Running, LeaseUntil = now.AddDays(1), Progress = 61, Message = "Packed 11.4 GB of 18.7 GB", CreatedAt = now });
        await db.SaveChangesAsync();
    }

    /// <summary>An import that left something out, and one that is under way.</summary>
    private static async Task<Guid> ImportAsync(AppDbContext db, Guid done, Guid underWay, DateTimeOffset now)
    {
        var report = new ImportReport()
            .With(ImportKind.Settings, new(1)).With(ImportKind.Preferences, new(3, Skipped: 1) { Skips = [new("auto_publish", ImportReason.Consent)] }).With(ImportKind.Templates, new(4, 1)).With(ImportKind.Folders, new(6))
            .With(ImportKind.Videos, new(38, 2)).With(ImportKind.Files, new(112, 0, 2) { Skips = [new("A long title of a film that somebody made in the mountains in the summer before last", ImportReason.TooLarge), new("sunset.png", ImportReason.Unreadable)] });
        var import = new DataImport { UserId = done, FileName = "synthora-export-2026-11-02-of-the-old-studio.zip", Size = 1_482_331_904, State = ImportState.Completed, Report = report.ToJson(), CreatedAt = now.AddDays(-2), CompletedAt = now.AddDays(-2) };
        var running = new DataImport { UserId = underWay, FileName = "synthora-export-2026-11-20.zip", Size = 48_331_904, State = ImportState.Running, Report = (report with { At = ImportKind.Videos, Through = 3 }).ToJson(), CreatedAt = now };
        db.AddRange(import, running, new Job { Id = running.Id, UserId = underWay, Type = "data_import", Lane = Lane.Light, Status = JobStatus.Running, LeaseUntil = now.AddDays(1), Progress = 34, CreatedAt = now });
        await db.SaveChangesAsync();
        return import.Id;
    }
}
