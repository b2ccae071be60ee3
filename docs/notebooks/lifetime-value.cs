#!/usr/bin/env dotnet
#:project ../../src/CustomerValue/CustomerValue.csproj
#:property PublishAot=false

// From purchases to lifetime value: simulate a cohort whose truth is known, fit on 39 weeks, forecast the next 39, and compare.
// Run it: dotnet run docs/notebooks/lifetime-value.cs

using System.Globalization;
using CustomerValue.Information;
using CustomerValue.Lifetime;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
const int Customers = 5000;
const double Calibration = 39;
const double Holdout = 39;

// ---- 1. A cohort with a known truth -------------------------------------------------------------------------------
// Rates vary as Gamma(0.4, 5 weeks), dropout as Beta(0.8, 2.5), and each customer has a value level of his own.
var random = new Random(20261122);
var repeats = new int[Customers];
var recency = new double[Customers];
var age = new double[Customers];
var value = new double[Customers];
var later = new List<double>[Customers];
for (var i = 0; i < Customers; i++)
{
    age[i] = Calibration - random.Next(84) / 7.0;
    var rate = Gamma(0.4) / 5;
    var drop = Gamma(0.8);
    drop /= drop + Gamma(2.5);
    var level = Gamma(4) / 30;
    later[i] = [];
    var spent = 0.0;
    double now = 0, last = 0;
    while (true)
    {
        now -= Math.Log(1 - random.NextDouble()) / rate;
        if (now > age[i] + Holdout)
        {
            break;
        }

        // Purchases of one day count as one, dated with the day.
        var day = Math.Ceiling(now * 7) / 7;
        if (day > last && day <= age[i])
        {
            repeats[i]++;
            recency[i] = day;
            spent += Gamma(6) / level;
        }
        else if (day > last)
        {
            later[i].Add(day - age[i]);
        }

        last = day;
        if (random.NextDouble() < drop)
        {
            break;
        }
    }

    value[i] = repeats[i] == 0 ? 0 : spent / repeats[i];
}

var histories = PurchaseHistories.FromColumns(repeats, recency, age, value, TimeUnit.Week);
Console.WriteLine($"{histories.Count} customers, {repeats.Sum()} repeat purchases in {Calibration} weeks; {repeats.Count(x => x == 0)} never came back.");

// ---- 2. Fit: parameters with their errors ---------------------------------------------------------------------------
var model = BgNbdModel.Fit(histories);
Console.WriteLine();
Console.WriteLine(model.Report);
double[] truth = [0.4, 5, 0.8, 2.5];
Console.WriteLine($"{"",-8}{"estimate",10}{"error",9}{"truth",8}");
for (var i = 0; i < 4; i++)
{
    Console.WriteLine($"{model.Report.ParameterNames[i],-8}{model.Report.Estimates[i],10:F3}{model.Report.StandardErrors[i],9:F3}{truth[i],8:F1}");
}

// ---- 3. Forecast and hold it against what happened ------------------------------------------------------------------
var expected = new double[Customers];
Console.WriteLine();
Console.WriteLine("Purchases after the end of observation, all customers, cumulative:");
Console.WriteLine($"{"week",6}{"expected",11}{"actual",9}{"error",9}");
foreach (var week in new[] { 1, 4, 8, 13, 20, 26, 39 })
{
    model.ExpectedPurchases(histories, week, expected);
    var actual = later.Sum(days => days.Count(day => day <= week));
    Console.WriteLine($"{week,6}{expected.Sum(),11:F1}{actual,9}{expected.Sum() / actual - 1,9:P1}");
}

// Other stories of leaving, on the same customers.
Console.WriteLine();
Console.WriteLine("The same, by other models:");
(string Name, IPurchaseModel Model, double LogLikelihood)[] models = [("BG/NBD", model, model.Report.Objective), .. Others(histories)];
Console.WriteLine($"{"week",6}{string.Concat(models.Select(m => $"{m.Name,12}"))}{"actual",12}");
foreach (var week in new[] { 4, 13, 26, 39 })
{
    var forecasts = models.Select(m =>
    {
        m.Model.ExpectedPurchases(histories, week, expected);
        return $"{expected.Sum(),12:F1}";
    });
    Console.WriteLine($"{week,6}{string.Concat(forecasts)}{later.Sum(days => days.Count(day => day <= week)),12}");
}

Console.WriteLine($"{"lnL",6}{string.Concat(models.Select(m => $"{m.LogLikelihood,12:F1}"))}");
var came = later.Select(days => (double)days.Count).ToArray();
foreach (var (name, other, _) in models)
{
    Console.WriteLine(name);
    Console.WriteLine(HoldoutComparison.Compute(other, histories, Holdout, came, hiatus: 13));
}

model.ExpectedPurchases(histories, Holdout, expected);
Console.WriteLine();
Console.WriteLine("By number of repeat purchases before, mean per customer in the next 39 weeks:");
Console.WriteLine($"{"x",6}{"customers",11}{"expected",11}{"actual",9}");
for (var x = 0; x <= 7; x++)
{
    var members = Enumerable.Range(0, Customers).Where(i => x == 7 ? repeats[i] >= 7 : repeats[i] == x).ToArray();
    Console.WriteLine($"{(x == 7 ? "7+" : x),6}{members.Length,11}{members.Average(i => expected[i]),11:F3}{members.Average(i => later[i].Count),9:F3}");
}

var errors = Enumerable.Range(0, Customers).Select(i => expected[i] - later[i].Count).ToArray();
Console.WriteLine($"Mean absolute error {errors.Average(Math.Abs):F3}, root mean square {Math.Sqrt(errors.Average(e => e * e)):F3}, bias {errors.Average():F3} purchases a customer.");

// ---- 4. Spend and value -----------------------------------------------------------------------------------------------
var spend = GammaGammaModel.Fit(histories);
var worth = new double[Customers];
var terms = new LifetimeValueOptions { Margin = 0.3, Discounting = new Discounting { AnnualRate = 0.1, Timing = PaymentTiming.MidPeriod, Period = 4 } };
var total = LifetimeValue.Compute(model, spend, histories, horizon: 52, destination: worth, terms);
Console.WriteLine();
Console.WriteLine(spend.Report);
Console.WriteLine($"Mean value of a purchase {spend.PopulationMean}; margin 30 %, 10 % a year, paid mid-period of four weeks:");
Console.WriteLine($"the cohort is worth {total:N0} over the next year, {total / Customers:F2} a customer.");
Console.WriteLine();
Console.WriteLine($"{"customer",9}  {"history",-58}{"alive",7}{"52 weeks",10}{"worth",9}");
foreach (var row in Enumerable.Range(0, Customers).OrderByDescending(i => worth[i]).Where((_, rank) => rank is 0 or 1 or 2 or 50 or 500 or 2500))
{
    Console.WriteLine($"{row,9}  {Short(histories[row]),-58}{model.ProbabilityAlive(histories[row]),7:P0}{model.ExpectedPurchases(histories[row], 52),10:F2}{worth[row],9:F2}");
}

var share = worth.OrderByDescending(w => w).Take(Customers / 10).Sum() / total;
Console.WriteLine($"The best tenth of the customers holds {share:P0} of the value to come.");

static (string, IPurchaseModel, double)[] Others(PurchaseHistories histories)
{
    var mbg = MbgNbdModel.Fit(histories);
    var pareto = ParetoNbdModel.Fit(histories);
    return [("MBG/NBD", mbg, mbg.Report.Objective), ("Pareto/NBD", pareto, pareto.Report.Objective)];
}

static string Short(PurchaseHistory h) => $"{h.Repeats} repeats, last in week {h.Recency:F1} of {h.Age:F1}, {h.AverageValue:F2} each";

// Marsaglia and Tsang (2000).
double Gamma(double shape)
{
    if (shape < 1)
    {
        return Gamma(shape + 1) * Math.Pow(1 - random.NextDouble(), 1 / shape);
    }

    var d = shape - 1.0 / 3;
    while (true)
    {
        var normal = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
        var cube = Math.Pow(1 + normal / Math.Sqrt(9 * d), 3);
        if (cube > 0 && Math.Log(1 - random.NextDouble()) < 0.5 * normal * normal + d - d * cube + d * Math.Log(cube))
        {
            return d * cube;
        }
    }
}
