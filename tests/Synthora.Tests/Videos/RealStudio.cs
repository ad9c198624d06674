using Microsoft.Extensions.DependencyInjection;
using Synthora.Tests.Hosting;

namespace Synthora.Tests.Videos;

/// <summary>The whole product on simulated vendors: every step is the real one, with small pictures.</summary>
public sealed class RealStudio : SimulatedStudio
{
    protected override void Replace(IServiceCollection services) => Hosting.Program.Shrink(services);
}
