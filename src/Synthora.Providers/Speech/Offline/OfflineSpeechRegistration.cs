using Microsoft.Extensions.DependencyInjection;

namespace Synthora.Providers.Speech.Offline;

internal static class OfflineSpeechRegistration
{
    public static IServiceCollection AddOfflineSpeech(this IServiceCollection services) => services.AddSingleton<ISpeechProvider, OfflineSpeech>();
}
