<%@ page contentType="text/html;charset=UTF-8" %>
<%@ taglib prefix="c" uri="http://java.sun.com/jsp/jstl/core" %>
<!DOCTYPE html>
<html lang="en">
<head><title>Account</title><link rel="stylesheet" href="<c:url value='/static/shop.css'/>"></head>
<body>
<header><h1><c:out value="${customer.name}"/></h1></header>
<table>
<tr><th>Order</th><th>Time</th><th class="price">Total</th></tr>
<c:forEach items="${orders}" var="order">
<tr><td><a href="<c:url value='/api/orders/${order.id}'/>"><c:out value="${order.id}"/></a></td>
<td><c:out value="${order.orderedAt}"/></td><td class="price"><c:out value="${order.total}"/></td></tr>
</c:forEach>
</table>
<form method="post" action="<c:url value='/logout'/>"><button>Sign out</button></form>
</body>
</html>
