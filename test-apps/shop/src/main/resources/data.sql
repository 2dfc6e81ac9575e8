insert into products (sku, name, description, price, stock) values
  ('LAMP-01', 'Desk lamp', 'A lamp with a long neck for late work.', 39.90, 100000),
  ('LAMP-02', 'Floor lamp', 'Stands behind the armchair.', 129.00, 100000),
  ('LAMP-03', 'Bedside lamp', 'Small, warm and silent.', 24.50, 100000),
  ('LAMP-04', 'Storm lamp', 'Paraffin; for the garden.', 34.00, 100000),
  ('LAMP-05', 'Café lamp', 'Green glass, as in old coffee houses.', 89.00, 100000),
  ('BULB-01', 'Bulb 4 W', 'Light-emitting diode, warm white.', 4.95, 100000),
  ('BULB-02', 'Bulb 8 W', 'Light-emitting diode, neutral white.', 6.95, 100000),
  ('WICK-01', 'Wick', 'Five metres of cotton.', 3.20, 100000),
  ('SHADE-1', 'Paper shade', 'White, 30 cm.', 12.00, 3),
  ('SHADE-2', 'Linen shade', 'Sand, 40 cm.', 28.00, 0);
insert into customers (email, name, password_hash) values
  ('anna@example.com', 'Anna', 'TX0KwIEuMaQlQq+fX0o1LA==$pJepeRPMcnH/90WDWFE6eI4zXfEl0sRczo6/dlFcqmc='),
  ('bruno@example.com', 'Bruno', 'kgawC1ZMcGbou9v8z7uXlw==$Yqx+lxrvzVKoP6Qn9JpUa/Xkndvu+Cge9wKHN2Tq8JU=');
insert into orders (customer_id, ordered_at, total) values
  (1, timestamp with time zone '2024-03-01 10:15:00+00:00', 44.85),
  (2, timestamp with time zone '2024-03-02 18:40:00+00:00', 129.00);
insert into order_items (order_id, product_id, quantity, price) values
  (1, 1, 1, 39.90),
  (1, 6, 1, 4.95),
  (2, 2, 1, 129.00);
