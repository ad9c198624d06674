using Microsoft.EntityFrameworkCore;
using Synthora.Features.Library;
using Synthora.Features.OwnData.Importing;
using Synthora.Jobs;
using Synthora.Storage.Local;
using Synthora.Tests.Data;
using Synthora.Tests.Hosting;
using Synthora.Tests.Library;
using Synthora.Tests.OwnData;

namespace Synthora.Tests.Survival;

public sealed class ImportSurvivalTests
{
    [Fact]
    public async Task A_worker_killed_in_the_middle_of_an_import_is_replaced_by_one_that_goes_on_and_doubles_nothing()
    {
        await using var fleet = await Fleet.OnAsync(await PostgresCluster.SharedAsync());
        const int Count = 40;
        var picture = await Samples.PictureAsync(3);
        var ids = Enumerable.Range(0, Count).Select(_ => Guid.CreateVersion7()).ToList();
        var archive = Archive.Of(
        [
            ("data/media_folders.json", new[] { new { id = ids[0], name = "Kept", depth = 1 } }),
            ("data/media.json", ids.Select((id, index) => new { id, origin = "uploaded", status = "ready", title = $"Picture {index}", file_name = $"{index}.png", folder_id = ids[0] })),
            .. ids.Select((id, index) => ($"media/library/{id}.png", (object)(byte[])[.. picture, (byte)index])),
        ]);
        var user = OwnershipTests.NewUser(Guid.CreateVersion7().ToString("N"));
        var import = new DataImport { UserId = user.Id, FileName = "export.zip", Size = archive.Length, State = ImportState.Running, CreatedAt = DateTimeOffset.UnixEpoch };
        await using var db = fleet.Database.OpenForSystem();
        db.AddRange(user, import, new Job { Id = import.Id, UserId = user.Id, Type = "data_import", Lane = Lane.Light, Priority = 9, CreatedAt = DateTimeOffset.UnixEpoch });
        var path = Path.GetTempFileName();
        await File.WriteAllBytesAsync(path, archive);
        await new LocalFileStore(Path.Combine(fleet.DataFolder, "files")).TakeAsync(import.Key, path, CancellationToken.None);
        await db.SaveChangesAsync();

        // Nothing after the fifth comes in before the worker is killed, however late that is.
        await db.Database.ExecuteSqlRawAsync(
            """
            create function hold() returns trigger language plpgsql as $$
              begin if (select count(*) from media) >= 5 then perform pg_advisory_xact_lock(5); end if; return new; end $$;
            create trigger hold before insert on media for each row execute function hold();
            """);
        await db.Database.OpenConnectionAsync();
        await db.Database.ExecuteSqlRawAsync("select pg_advisory_lock(5)");
        var first = fleet.StartWorker();
        await fleet.WaitAsync(async () => await db.Media.CountAsync() >= 5, 300);
        first.Kill();
        await first.WaitForExitAsync();
        (await db.DataImports.AsNoTracking().SingleAsync()).State.ShouldBe(ImportState.Running);
        await db.Database.ExecuteSqlRawAsync("select pg_advisory_unlock(5)");

        fleet.StartWorker();
        await fleet.WaitAsync(async () => (await db.DataImports.AsNoTracking().SingleAsync()).State != ImportState.Running, 300);
        var ended = await db.DataImports.AsNoTracking().SingleAsync();
        ended.State.ShouldBe(ImportState.Completed, ended.ErrorMessage);
        var report = ImportReport.Read(ended.Report);
        (report.Of(ImportKind.Files).Restored, report.Of(ImportKind.Files).Present, report.Of(ImportKind.Folders).Restored).ShouldBe((Count, 0, 1));
        (await db.Media.Select(media => media.Title).Distinct().CountAsync(), await db.Media.CountAsync(), await db.MediaFolders.CountAsync()).ShouldBe((Count, Count, 1));
        (await db.Media.CountAsync(media => media.FolderId == null)).ShouldBe(0);
        await fleet.WaitAsync(() => Task.FromResult(!File.Exists(Path.Combine(fleet.DataFolder, "files", import.Key))));
        await fleet.WaitAsync(async () => await db.Media.AllAsync(media => media.Status == MediaStatus.Ready), 300);
    }
}
