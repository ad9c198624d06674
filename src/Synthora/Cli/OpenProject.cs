using Synthora.Features.Videos.Generation;
using Synthora.Rendering.Timelines;

namespace Synthora.Cli;

/// <summary>A timeline read from disk and its project folder, held so that no other run changes them meanwhile.</summary>
internal sealed class OpenProject : IDisposable
{
    private readonly FileStream _lock;

    private OpenProject(VideoProject project, Timeline timeline, FileStream held) => (Project, Timeline, _lock) = (project, timeline, held);

    public VideoProject Project { get; }

    /// <summary>With absolute paths.</summary>
    public Timeline Timeline { get; }

    /// <exception cref="CommandException">There is no such file, or another run has it.</exception>
    public static async Task<OpenProject> OpenAsync(string file, CancellationToken ct)
    {
        if (!File.Exists(file)) throw new CommandException($"{file} does not exist.", "Give the NAME.timeline.json that stands beside a video.", ExitCode.BadUsage);
        var project = VideoProject.OfTimeline(file);
        var timeline = await TimelineFile.ReadAsync(project.Timeline, ct);
        var path = Path.Combine(project.Folder, "lock");
        try
        {
            Directory.CreateDirectory(project.Folder);
            return new(project, timeline, new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException) when (File.Exists(path))
        {
            throw new CommandException("This video is being rendered or edited by another run.", "Wait for it.");
        }
        catch (Exception denied) when (denied is IOException or UnauthorizedAccessException)
        {
            throw new CommandException($"{project.Folder} cannot be written: {denied.Message}", "Copy the timeline and its folder to a place of your own.", ExitCode.BadUsage);
        }
    }

    public void Dispose() => _lock.Dispose();
}
