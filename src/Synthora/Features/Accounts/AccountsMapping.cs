using Microsoft.EntityFrameworkCore;
using Synthora.Features.Accounts.Links;
using Synthora.Features.Accounts.Tokens;

namespace Synthora.Features.Accounts;

internal static class AccountsMapping
{
    public static void Map(ModelBuilder model)
    {
        model.Entity<User>(user =>
        {
            user.ToTable("users");
            user.HasIndex(row => row.EmailKey).IsUnique();
            user.HasIndex(row => row.FirebaseUid).IsUnique();
            user.HasIndex(row => row.SupabaseSub).IsUnique();
            user.HasIndex(row => row.PurgeAfter);
        });
        model.Entity<Session>(session =>
        {
            session.ToTable("sessions");
            session.HasOne<User>().WithMany().HasForeignKey(row => row.UserId).OnDelete(DeleteBehavior.Cascade);
            session.HasIndex(row => row.UserId);
            session.HasIndex(row => row.CookieHash).IsUnique();
        });
        model.Entity<RefreshToken>(token =>
        {
            token.ToTable("refresh_tokens");
            token.HasKey(row => row.Hash);
            token.HasOne<Session>().WithMany().HasForeignKey(row => row.SessionId).OnDelete(DeleteBehavior.Cascade);
            token.HasIndex(row => row.SessionId);
        });
        model.Entity<MailedLink>(link =>
        {
            link.ToTable("mailed_links");
            link.HasKey(row => row.Hash);
            link.HasOne<User>().WithMany().HasForeignKey(row => row.UserId).OnDelete(DeleteBehavior.Cascade);
            link.HasIndex(row => new { row.UserId, row.Purpose });
        });
        model.Entity<PersonalToken>(token =>
        {
            token.ToTable("personal_tokens");
            token.HasOne<User>().WithMany().HasForeignKey(row => row.UserId).OnDelete(DeleteBehavior.Cascade);
            token.HasIndex(row => row.UserId);
            token.HasIndex(row => row.Hash).IsUnique();
        });
        model.Entity<SignInFailure>(failure =>
        {
            failure.ToTable("sign_in_failures");
            failure.HasIndex(row => new { row.EmailKey, row.Address, row.At });
        });
    }
}
