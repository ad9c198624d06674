namespace Synthora.Features.Dashboard;

public static class DashboardFeature
{
    public static IServiceCollection AddDashboard(this IServiceCollection services) => services.AddScoped<GetDashboard>();
}
