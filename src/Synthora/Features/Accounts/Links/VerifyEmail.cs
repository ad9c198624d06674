using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Synthora.Data;

namespace Synthora.Features.Accounts.Links;

public sealed record VerifyEmailRequest
{
    /// <summary>The secret of the e-mailed link.</summary>
    [Required, StringLength(100)]
    public required string Token { get; init; }

    public override string ToString() => "***";
}

public sealed record EmailConfirmed(string Email);

/// <summary>Believes that an address is its owner's, because they have what was sent to it.</summary>
public sealed class VerifyEmail(Database database, MailedLinks links, TimeProvider clock)
{
    public async Task<Result<EmailConfirmed>> HandleAsync(VerifyEmailRequest request, CancellationToken ct)
    {
        if (Shape.Refuse(request) is { } misshapen) return misshapen;
        await using var db = database.OpenForSystem();
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (await links.TakeAsync(db, request.Token, LinkPurpose.VerifyEmail, ct) is not { } user) return MailedLinks.Spent;
        (user.EmailVerified, user.UpdatedAt) = (true, clock.GetUtcNow());
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return new EmailConfirmed(user.Email);
    }
}

/// <summary>Sends the link again to a signed-in user.</summary>
public sealed class SendVerification(Database database, MailedLinks links)
{
    private static readonly Error Enough = new(
        ErrorKind.TooMany, "rate_limited", "Three letters were sent within the hour. Look into the spam folder, or try again later.", new Dictionary<string, object?> { ["retry_after_seconds"] = 3600 });

    public async Task<Result<LetterOnItsWay>> HandleAsync(Caller caller, CancellationToken ct)
    {
        await using var db = database.OpenForSystem();
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var user = await db.Users.AsNoTracking().SingleAsync(row => row.Id == caller.UserId, ct);
        if (user.EmailVerified) return Errors.InvalidState("This address is confirmed already.");
        if (!await links.AddAsync(db, user, LinkPurpose.VerifyEmail, ct)) return Enough;
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        links.Wake();
        return new LetterOnItsWay($"A letter with a link is on its way to {user.Email}.");
    }
}
