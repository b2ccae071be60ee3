using Microsoft.Extensions.DependencyInjection;

namespace CustomerValue.Extensions;

/// <summary>CustomerValue's models as services of an application.</summary>
public static class CustomerValueServices
{
    /// <summary>Registers models by name.</summary>
    /// <param name="services">The application's services.</param>
    /// <param name="configure">Adds the models.</param>
    /// <returns>The same services.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException">A name is empty or taken.</exception>
    public static IServiceCollection AddCustomerValue(this IServiceCollection services, Action<CustomerValueBuilder> configure)
    {
        _ = services ?? throw new ArgumentNullException(nameof(services));
        (configure ?? throw new ArgumentNullException(nameof(configure)))(new CustomerValueBuilder(services));
        return services;
    }
}
