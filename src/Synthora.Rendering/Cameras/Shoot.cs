using System.Runtime.ExceptionServices;
using Synthora.Rendering.FFmpeg;

namespace Synthora.Rendering.Cameras;

/// <summary>Runs an ffmpeg together with the cameras that feed its inputs.</summary>
internal static class Shoot
{
    /// <summary>By then whoever fed it has nothing more to say.</summary>
    private static readonly TimeSpan LastWords = TimeSpan.FromSeconds(10);

    /// <inheritdoc cref="FFmpegRunner.RunAsync"/>
    /// <returns>What all of them complained about, and the number of frames written.</returns>
    public static async Task<(string Log, int Frames)> RunAsync(
        FFmpegCommand command, string what, string folder, TimeSpan limit, CancellationToken ct, Action<int>? onFrame = null)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        ExceptionDispatchInfo? failed = null;
        // Every address stands before anyone connects to it.
        var sets = command.Inputs.OfType<CameraInput>().Select(input => new CameraSet(input.Feed, folder)).ToList();
        var cameras = Task.WhenAll(sets.Select(GuardedAsync));
        try
        {
            var (log, frames) = await FFmpegRunner.RunAsync(command, what, folder, limit, stop.Token, onFrame);
            await Task.WhenAny(cameras, Task.Delay(LastWords, ct));
            return (string.Concat([log, .. cameras.IsCompletedSuccessfully ? await cameras : []]), frames);
        }
        catch (OperationCanceledException) when (failed is not null)
        {
            failed.Throw();
            throw;
        }
        finally
        {
            await stop.CancelAsync();
            await cameras;
        }

        async Task<string> GuardedAsync(CameraSet set)
        {
            using (set)
                try
                {
                    return await set.ShootAsync(what, folder, limit, stop.Token);
                }
                catch (OperationCanceledException)
                {
                    // Whoever waits for the command hears of it there.
                }
                catch (Exception cause)
                {
                    // Without its pictures ffmpeg would wait for ever, or tell of a broken pipe instead of the cause.
                    failed ??= ExceptionDispatchInfo.Capture(cause);
                    await stop.CancelAsync();
                }

            return "";
        }
    }
}
