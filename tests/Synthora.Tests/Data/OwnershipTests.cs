using Microsoft.EntityFrameworkCore;
using Npgsql;
using Synthora.Data;
using Synthora.Features;
using Synthora.Features.Accounts;
using Synthora.Features.Videos;
using Synthora.Features.Videos.Generation;
using Synthora.Tests.Hosting;

namespace Synthora.Tests.Data;

public sealed class OwnershipTests
{
    [Fact]
    public async Task A_caller_sees_and_writes_only_rows_of_their_own()
    {
        await using var source = NpgsqlDataSource.Create(await (await PostgresCluster.SharedAsync()).CloneAsync());
        var database = new Database(source);
        var (ann, bob) = (NewUser("ann"), NewUser("bob"));
        await using (var db = database.OpenForSystem())
        {
            db.Users.AddRange(ann, bob);
            db.Videos.AddRange(NewVideo(ann), NewVideo(bob));
            await db.SaveChangesAsync();
        }

        await using var asAnn = database.Open(new Caller(ann.Id, Role.Free));
        (await asAnn.Videos.SingleAsync()).UserId.ShouldBe(ann.Id);
        (await asAnn.Users.SingleAsync()).Id.ShouldBe(ann.Id);
        (await asAnn.Workers.AnyAsync()).ShouldBeFalse();
        (await asAnn.Videos.Where(video => video.UserId == bob.Id).ExecuteDeleteAsync()).ShouldBe(0);
        asAnn.Videos.Add(NewVideo(bob));
        await Should.ThrowAsync<InvalidOperationException>(() => asAnn.SaveChangesAsync());

        await using var asNobody = database.Open(new Caller(Guid.Empty, Role.Admin));
        (await asNobody.Videos.CountAsync()).ShouldBe(0);
        (await asNobody.Users.CountAsync()).ShouldBe(0);
    }

    internal static User NewUser(string name) => new()
    {
        Email = $"{name}@example.com",
        EmailKey = $"{name}@example.com",
        Name = name,
        CreatedAt = DateTimeOffset.UnixEpoch,
        UpdatedAt = DateTimeOffset.UnixEpoch,
    };

    internal static Video NewVideo(User owner) => new()
    {
        UserId = owner.Id,
        Title = "Title",
        Source = SourceKind.Topic,
        Text = "Text",
        Template = "viral-hook",
        CreatedAt = DateTimeOffset.UnixEpoch,
        UpdatedAt = DateTimeOffset.UnixEpoch,
    };
}
