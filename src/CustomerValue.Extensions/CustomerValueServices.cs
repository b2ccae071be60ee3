using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace CustomerValue.Extensions;

/// <summary>CustomerValue's models as services of an application.</summary>
public static class CustomerValueServices
{
    /// <summary>Registers models by name, and <see cref="ScoringMetrics"/> that count what they do.</summary>
    /// <param name="services">The application's services.</param>
    /// <param name="configure">Adds the models.</param>
    /// <returns>The same services.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException">A name is empty or taken.</exception>
    public static IServiceCollection AddCustomerValue(this IServiceCollection services, Action<CustomerValueBuilder> configure)
    {
        _ = services ?? throw new ArgumentNullException(nameof(services));
        services.TryAddSingleton(static provider =>
            provider.GetService<IMeterFactory>() is { } factory ? new ScoringMetrics(factory) : new ScoringMetrics());
        (configure ?? throw new ArgumentNullException(nameof(configure)))(new CustomerValueBuilder(services));
        return services;
    }
}
