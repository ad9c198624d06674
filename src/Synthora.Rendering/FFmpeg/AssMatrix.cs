using System.ComponentModel;
using System.Diagnostics;
using Synthora.Rendering.Captions;
using Synthora.Rendering.Timelines;

namespace Synthora.Rendering.FFmpeg;

/// <summary>
/// By which matrix the installed ffmpeg's <c>ass</c> filter turns colours into video. FFmpeg up to 6 always takes BT.601;
/// later ones take the video's own. It is found out by drawing a red pixel, once in the life of the process.
/// </summary>
internal static class AssMatrix
{
    private const int RedLumaBt709 = 63;
    private const int RedLumaBt601 = 81;

    private static readonly Lazy<bool> Asked = new(Ask);

    public static bool IsBt601 => Asked.Value;

    private static bool Ask()
    {
        const string Size = "16x16";
        var folder = Directory.CreateTempSubdirectory("synthora-matrix-").FullName;
        try
        {
            File.WriteAllText(
                Path.Combine(folder, "red.ass"),
                AssDocument.Write(new Canvas(16, 16), [new AssStyle("red", "Arimo", 16, "#FF0000")], [new AssLine(0, 0, 5, "red", @"{\an7\pos(0,0)\p1}m 0 0 l 16 0 16 16 0 16")]));
            var start = new ProcessStartInfo("ffmpeg") { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
            foreach (var argument in (string[])
                     ["-nostdin", "-v", "quiet", "-f", "lavfi", "-i", $"color=black:s={Size}:r=25,format=yuv420p,setparams=colorspace=bt709:range=tv",
                         "-vf", "ass=red.ass,format=yuv420p", "-frames:v", "1", "-f", "rawvideo", "-"])
            {
                start.ArgumentList.Add(argument);
            }

            using var ffmpeg = Process.Start(start)!;
            var luma = ffmpeg.StandardOutput.BaseStream.ReadByte();
            ffmpeg.StandardOutput.BaseStream.CopyTo(Stream.Null);
            ffmpeg.WaitForExit();
            return Math.Abs(luma - RedLumaBt709) > Math.Abs(luma - RedLumaBt601);
        }
        catch (Win32Exception)
        {
            // Without ffmpeg nothing is drawn, and the render says so itself.
            return true;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
