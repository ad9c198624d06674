using Synthora.Rendering.FFmpeg;

namespace Synthora.Rendering.Cameras;

/// <summary>One camera at work between the ffmpeg that brings its pictures and the one that takes its frames.</summary>
internal sealed class CameraSet(CameraFeed feed, string folder) : IDisposable
{
    private readonly PictureSocket _pictures = new(folder, feed.PictureSocket);
    private readonly PictureSocket _frames = new(folder, feed.FrameSocket);

    /// <summary>A connection that stands already is noticed well within this time, however busy the machine.</summary>
    private static readonly TimeSpan LateConnection = TimeSpan.FromSeconds(10);

    /// <summary>Shoots until all frames are taken or nobody takes them any more. It is never more than a frame ahead.</summary>
    /// <returns>What the ffmpeg that brought the pictures complained about; nothing when it was not heard to its end.</returns>
    /// <exception cref="RenderException">There is no picture.</exception>
    public async Task<string> ShootAsync(string what, string folder, TimeSpan limit, CancellationToken ct)
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var reader = FFmpegRunner.RunAsync(feed.Reader, what, folder, limit, enough.Token);
        try
        {
            var camera = new Camera(feed.Picture, feed.Canvas);
            var picture = camera.Picture.AsMemory(0, Camera.Bytes(feed.Picture));
            var frame = camera.Frame.AsMemory(0, Camera.Bytes(feed.Canvas));
            var connected = _pictures.AcceptAsync(enough.Token);
            // A small picture may be read, sent and its reader gone before its connection is noticed here.
            if (await Task.WhenAny(connected, reader) == reader)
            {
                await reader;
                enough.CancelAfter(LateConnection);
            }

            if (!await ArrivedAsync(connected) || !await _pictures.FillAsync(picture, ct))
            {
                ct.ThrowIfCancellationRequested();
                await reader;
                throw new RenderException($"A file of {what} holds no picture.", "Export it again or replace it.");
            }

            await _frames.AcceptAsync(ct);
            for (var (number, more) = (0, !feed.IsStill); number < feed.Frames; number++)
            {
                if (more && number > 0 && !await _pictures.FillAsync(picture, ct))
                {
                    // A damaged tail costs a still moment; a failure is told.
                    await reader;
                    more = false;
                }

                camera.Shoot(feed.Path.At(number));
                if (!await _frames.SendAsync(frame, ct)) return "";
            }

            return (await reader).Log;
        }
        finally
        {
            await enough.CancelAsync();
            await ((Task)reader).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static async Task<bool> ArrivedAsync(Task connected)
    {
        await connected.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return connected.IsCompletedSuccessfully;
    }

    public void Dispose()
    {
        _pictures.Dispose();
        _frames.Dispose();
    }
}
