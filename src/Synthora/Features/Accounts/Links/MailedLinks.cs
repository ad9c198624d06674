using Microsoft.EntityFrameworkCore;
using Synthora.Data;
using Synthora.Features.Mail;
using Synthora.Security;

namespace Synthora.Features.Accounts.Links;

/// <summary>Sends links that work once, and takes them back.</summary>
public sealed class MailedLinks(MailQueue mail, SiteAddress site, TimeProvider clock)
{
    public static readonly TimeSpan ResetLifetime = TimeSpan.FromHours(1);
    public static readonly TimeSpan VerifyLifetime = TimeSpan.FromDays(3);

    /// <summary>So that nobody fills somebody else's mailbox through us.</summary>
    private const int PerHour = 3;

    public static readonly Error Spent = new(
        ErrorKind.Validation, "link_expired", "This link has been used already or has run out. Ask for a new one.", new Dictionary<string, object?> { ["token"] = "used or expired" });

    /// <summary>Adds the link and its letter to the context; the caller saves and wakes the queue. An earlier link for the same purpose stops working.</summary>
    /// <returns>False when enough were sent this hour.</returns>
    public async Task<bool> AddAsync(AppDbContext db, User user, LinkPurpose purpose, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        // Requests of one account wait for each other here, so that counting them counts them all.
        await db.Database.ExecuteSqlAsync($"select 1 from users where id = {user.Id} for update", ct);
        var earlier = db.MailedLinks.Where(link => link.UserId == user.Id && link.Purpose == purpose);
        if (await earlier.CountAsync(link => link.CreatedAt > now.AddHours(-1), ct) >= PerHour) return false;
        await earlier.Where(link => link.UsedAt == null).ExecuteUpdateAsync(set => set.SetProperty(link => link.UsedAt, now), ct);
        var secret = Secrets.New();
        db.MailedLinks.Add(new()
        {
            Hash = Secrets.Hash(secret), UserId = user.Id, Purpose = purpose, EmailKey = user.EmailKey, CreatedAt = now,
            ExpiresAt = now + (purpose == LinkPurpose.ResetPassword ? ResetLifetime : VerifyLifetime),
        });
        mail.Add(db, purpose == LinkPurpose.ResetPassword ? ResetLetter(user, secret) : VerifyLetter(user, secret));
        return true;
    }

    public void Wake() => mail.Wake();

    /// <summary>Takes a link back, once, within the caller's transaction.</summary>
    /// <returns>Its account, or null for a link that does not work.</returns>
    public async Task<User?> TakeAsync(AppDbContext db, string secret, LinkPurpose purpose, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var hash = Secrets.Hash(secret);
        var links = db.MailedLinks.Where(link => link.Hash == hash && link.Purpose == purpose);
        if (await links.AsNoTracking().SingleOrDefaultAsync(ct) is not { } found) return null;
        var taken = await links.Where(link => link.UsedAt == null && link.ExpiresAt > now).ExecuteUpdateAsync(set => set.SetProperty(link => link.UsedAt, now), ct);
        return taken == 1 ? await db.Users.SingleOrDefaultAsync(user => user.Id == found.UserId && user.EmailKey == found.EmailKey, ct) : null;
    }

    /// <summary>Whether a link would work; changes nothing, because mail programs look at links before people do.</summary>
    public async Task<bool> WorksAsync(AppDbContext db, string secret, LinkPurpose purpose, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var hash = Secrets.Hash(secret);
        return await db.MailedLinks.AnyAsync(link => link.Hash == hash && link.Purpose == purpose && link.UsedAt == null && link.ExpiresAt > now, ct);
    }

    private Letter ResetLetter(User user, string secret) => Letter.Compose(
        user.Email, "Choose a new password",
        [$"Hello {user.Name},", "somebody, hopefully you, asked for a new password for your Synthora account. The link works once and for one hour.", "If it was not you, ignore this letter: your password stays as it is."],
        ("Choose a new password", site.Of($"/reset-password?token={secret}")), "You get this because the password of this account was said to be forgotten.");

    private Letter VerifyLetter(User user, string secret) => Letter.Compose(
        user.Email, "Confirm your e-mail address",
        [$"Hello {user.Name},", "please confirm that this address is yours, so that you can get back into your account should you forget the password. The link works for three days."],
        ("Confirm this address", site.Of($"/verify-email?token={secret}")), "You get this because a Synthora account was opened with this address. If that was not you, ignore it.");
}
