using System.IO.Compression;
using Microsoft.EntityFrameworkCore;
using Synthora.Features.Accounts.Profiles;
using Synthora.Features.OwnData.Exporting;
using Synthora.Features.Videos;
using Synthora.Jobs;
using Synthora.Storage.Local;
using Synthora.Tests.Hosting;

namespace Synthora.Tests.Survival;

public sealed class ExportSurvivalTests
{
    [Fact]
    public async Task A_worker_killed_in_the_middle_of_an_export_is_replaced_by_one_that_packs_it_anew_and_leaves_nothing_of_the_first()
    {
        await using var fleet = await Fleet.OnAsync(await PostgresCluster.SharedAsync());
        var video = await fleet.QueueAsync("Rest well.");
        fleet.Release();
        var worker = fleet.StartWorker();
        await fleet.WaitForAsync(video, VideoStatus.Completed, 300);
        worker.Kill();
        await worker.WaitForExitAsync();
        await using var db = fleet.Database.OpenForSystem();
        var user = await db.Users.SingleAsync();
        var export = new DataExport { UserId = user.Id, IncludesMedia = true, CreatedAt = DateTimeOffset.UnixEpoch };
        db.AddRange(export, new Job { Id = export.Id, UserId = user.Id, Type = DataExporting.JobType, Lane = Lane.Light, Priority = 9, CreatedAt = DateTimeOffset.UnixEpoch });
        user.AvatarUrl = "/api/v1/users/picture";
        await db.SaveChangesAsync();
        var picture = Path.GetTempFileName();
        await File.WriteAllTextAsync(picture, "a picture");
        await new LocalFileStore(Path.Combine(fleet.DataFolder, "files")).TakeAsync(ChangeAvatar.KeyOf(user.Id), picture, CancellationToken.None);

        // These rows are read when the ZIP is half written, and that waits until the worker is dead.
        await db.Database.OpenConnectionAsync();
        await db.Database.BeginTransactionAsync();
        await db.Database.ExecuteSqlRawAsync("lock table usage_days in access exclusive mode");
        worker = fleet.StartWorker();
        var work = Path.Combine(fleet.DataFolder, "work");
        await fleet.WaitAsync(() => Task.FromResult(Directory.GetFiles(work, $"export-{export.Id:N}-*.zip").Length > 0), 300);
        worker.Kill();
        await worker.WaitForExitAsync();
        await db.Database.RollbackTransactionAsync();
        (await db.DataExports.AsNoTracking().SingleAsync()).State.ShouldBe(ExportState.Preparing);

        fleet.StartWorker();
        await fleet.WaitAsync(async () => (await db.DataExports.AsNoTracking().SingleAsync()).State != ExportState.Preparing, 300);
        var ended = await db.DataExports.AsNoTracking().SingleAsync();
        ended.State.ShouldBe(ExportState.Ready, ended.ErrorMessage);
        Directory.GetFiles(work, "export-*").ShouldBeEmpty();
        var file = Directory.GetFiles(Path.Combine(fleet.DataFolder, "files", export.Folder)).ShouldHaveSingleItem();
        using var zip = await ZipFile.OpenReadAsync(file);
        zip.GetEntry($"media/videos/{video}/video.mp4")!.Length.ShouldBe(1000);
        zip.GetEntry("media/account/avatar.jpg").ShouldNotBeNull("what pages serve is packed where there are no pages");
        (await db.Jobs.AsNoTracking().SingleAsync(job => job.Id == export.Id)).Takeovers.ShouldBe(1);
        (await db.Notifications.CountAsync(row => row.EventKey == $"data-export:{export.Id}")).ShouldBe(1);
    }
}
