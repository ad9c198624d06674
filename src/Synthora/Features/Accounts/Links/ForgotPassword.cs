using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Synthora.Data;

namespace Synthora.Features.Accounts.Links;

public sealed record ForgotPasswordRequest
{
    [Required, EmailAddress, StringLength(254)]
    public required string Email { get; init; }
}

/// <summary>Always the same, whether or not there is such an account.</summary>
public sealed record LetterOnItsWay(string Message);

/// <summary>E-mails a link with which a new password can be chosen.</summary>
public sealed class ForgotPassword(Database database, MailedLinks links)
{
    private static readonly LetterOnItsWay Answer = new("If there is an account with this address, a letter with a link is on its way to it.");

    public async Task<Result<LetterOnItsWay>> HandleAsync(ForgotPasswordRequest request, CancellationToken ct)
    {
        if (Shape.Refuse(request) is { } misshapen) return misshapen;
        var key = request.Email.Trim().ToLowerInvariant();
        await using var db = database.OpenForSystem();
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var user = await db.Users.AsNoTracking().SingleOrDefaultAsync(row => row.EmailKey == key && row.IsActive, ct);
        if (user is not null && await links.AddAsync(db, user, LinkPurpose.ResetPassword, ct))
        {
            await db.SaveChangesAsync(ct);
            await transaction.CommitAsync(ct);
            links.Wake();
        }

        return Answer;
    }
}
