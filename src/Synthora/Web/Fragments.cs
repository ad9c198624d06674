using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace Synthora.Web;

/// <summary>Renders a component to text, for pieces of a page that travel in an event stream.</summary>
public sealed class Fragments(IServiceProvider services, ILoggerFactory loggers) : IAsyncDisposable
{
    private readonly HtmlRenderer _renderer = new(services, loggers);

    public Task<string> RenderAsync<TComponent>(IDictionary<string, object?> parameters) where TComponent : IComponent =>
        _renderer.Dispatcher.InvokeAsync(async () =>
            (await _renderer.RenderComponentAsync<TComponent>(ParameterView.FromDictionary(parameters))).ToHtmlString());

    public ValueTask DisposeAsync() => _renderer.DisposeAsync();
}
