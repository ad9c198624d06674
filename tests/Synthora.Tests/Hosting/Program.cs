using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Synthora.Cli;
using Synthora.Features.Videos;
using Synthora.Features.Videos.Generation;
using Synthora.Rendering.Timelines;

namespace Synthora.Tests.Hosting;

/// <summary>
/// A worker or a server as a process of its own, so that tests can kill it. All of it is the product except the
/// pipeline, whose steps are replaced by ones that take a known time.
/// </summary>
internal static class Program
{
    public static async Task<int> Main(string[] arguments)
    {
        if (arguments is not ["work" or "serve"]) return ExitCode.BadUsage;
        using var stop = new CancellationTokenSource();
        using var terminate = System.Runtime.InteropServices.PosixSignalRegistration.Create(
            System.Runtime.InteropServices.PosixSignal.SIGTERM, signal =>
            {
                signal.Cancel = true;
                stop.Cancel();
            });
        var configuration = Configuration.Read(Configuration.Sources());
        Action<IServiceCollection> replace = Environment.GetEnvironmentVariable("SYNTHORA_TEST_PIPELINE") == "real" ? Shrink : Replace;
        return arguments[0] == "work"
            ? await Server.WorkAsync(configuration, Terminal.System(), stop.Token, replace)
            : await Server.RunAsync(configuration, Terminal.System(), stop.Token, replace);
    }

    internal static void Replace(IServiceCollection services) =>
        services.Replace(ServiceDescriptor.Scoped<RunGeneration>(_ => SteppedGeneration.RunAsync));

    /// <summary>The real pipeline with small pictures.</summary>
    internal static void Shrink(IServiceCollection services) =>
        services.Replace(ServiceDescriptor.Singleton(new GenerationSettings(Parallelism: 2, new Canvas(270, 480))));
}
