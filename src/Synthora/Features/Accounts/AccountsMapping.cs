using Microsoft.EntityFrameworkCore;

namespace Synthora.Features.Accounts;

internal static class AccountsMapping
{
    public static void Map(ModelBuilder model)
    {
        model.Entity<User>(user =>
        {
            user.ToTable("users");
            user.HasIndex(row => row.EmailKey).IsUnique();
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
        model.Entity<SignInFailure>(failure =>
        {
            failure.ToTable("sign_in_failures");
            failure.HasIndex(row => new { row.EmailKey, row.Address, row.At });
        });
    }
}
