using System.Globalization;

namespace Fairway.Twin.Api.Validation;

/// <summary>Ports of containers and the numbers and names that stand for ports elsewhere.</summary>
internal static class PortValidation
{
    private const int Highest = 65_535;

    /// <summary>The ports of one container.</summary>
    public static void Check(Field ports)
    {
        var names = new NameSet();
        foreach (var port in ports.Items())
        {
            CheckName(port["name"], names);
            var number = port["containerPort"];
            if (number.Number is null or 0)
            {
                number.Required();
            }
            else
            {
                Number(number);
            }

            if (port.NumberOf("hostPort") is not (null or 0))
            {
                Number(port["hostPort"]);
            }

            Protocol(port["protocol"]);
        }
    }

    /// <summary>No two containers may ask for the same port of the node.</summary>
    public static void CheckHostPorts(IEnumerable<Field> containers)
    {
        var taken = new NameSet();
        foreach (var port in containers.SelectMany(c => c["ports"].Items()))
        {
            if (port.NumberOf("hostPort") is { } number and not 0)
            {
                var shown = string.Create(
                    CultureInfo.InvariantCulture, $"{port.TextOf("protocol")}/{port.TextOf("hostIP")}/{number}");
                if (!taken.Add(shown))
                {
                    port["hostPort"].Duplicate(shown);
                }
            }
        }
    }

    public static void Protocol(Field protocol) => protocol.OneOf("SCTP", "TCP", "UDP");

    /// <summary>A number of a port.</summary>
    public static void Number(Field field)
    {
        if (field.Number is not (>= 1 and <= Highest))
        {
            field.Invalid(field.Number ?? 0, "must be between 1 and 65535, inclusive");
        }
    }

    /// <summary>A number of a port, or a name of one.</summary>
    public static void NumberOrName(Field field)
    {
        if (field.Number is not null || !field.IsSet)
        {
            Number(field);
        }
        else
        {
            NameChecks.PortName(field, field.Text);
        }
    }

    private static void CheckName(Field name, NameSet names)
    {
        if (name.Text.Length == 0)
        {
            return;
        }

        var before = name.Errors;
        NameChecks.PortName(name, name.Text);
        if (name.Errors == before && !names.Add(name.Text))
        {
            name.Duplicate(name.Text);
        }
    }
}
